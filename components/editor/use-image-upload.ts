"use client";

import { useCallback } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { UploadedImage, UploadImage } from "./insert-picture";

/** Above this a picture takes seconds on a phone; it is kept all the same. */
const heavyBytes = 500 * 1024;

/** Uploads a picture of the workspace and tells in words what went wrong or is worth knowing. */
export function useImageUpload(): UploadImage {
  const api = useWorkspaceApi();
  return useCallback(
    async (file: File) => {
      if (file.size > PART_BYTES) {
        toast.error(t("The image is larger than 4 MB. Make it smaller and try again."));
        return null;
      }
      const note = toast.loading(t("Uploading {name}…", { name: file.name }));
      try {
        const image = await api.post<UploadedImage>(`/assets?name=${encodeURIComponent(file.name)}`, file);
        if (file.size > heavyBytes)
          toast.warning(
            t("This image has {size} KB. Under 500 KB it opens faster on phones.", {
              size: Math.round(file.size / 1024),
            }),
            {
              id: note,
            },
          );
        else toast.success(t("Image added. Describe it for people who cannot see it."), { id: note });
        return image;
      } catch (error) {
        toast.error(errorMessage(error), { id: note });
        return null;
      }
    },
    [api],
  );
}
