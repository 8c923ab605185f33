import { ApiError } from "@/lib/client/api";
import type { ImportView } from "@/lib/people/imports/queries";

/** As the server's limit. */
export const MAX_UPLOAD_BYTES = 200_000_000;

/** Sends a file as the body of one request; `onProgress` gets the bytes sent. XMLHttpRequest, because fetch tells nothing while it sends. */
export function uploadFile(slug: string, file: File, onProgress: (bytes: number) => void): Promise<ImportView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/app/workspaces/${slug}/imports?${new URLSearchParams({ fileName: file.name })}`);
    request.setRequestHeader("content-type", "text/csv");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () =>
      reject(new ApiError("offline", "The upload broke off. Check your connection and try again.", 0));
    request.onload = () => {
      const answer = request.response as (ImportView & { error?: { code: string; message: string } }) | null;
      if (request.status < 300 && answer) resolve(answer);
      else {
        const { code, message } = answer?.error ?? {
          code: "internal",
          message: `The server answered ${request.status}.`,
        };
        reject(new ApiError(code, message, request.status));
      }
    };
    request.send(file);
  });
}
