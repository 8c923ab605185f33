import { ApiError } from "@/lib/client/api";
import { t } from "@/lib/language/t";

/** Sends one part of a file. XMLHttpRequest, because fetch tells nothing while it sends. */
export function sendPart(
  path: string,
  data: Uint8Array<ArrayBuffer>,
  onProgress: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () =>
      reject(new ApiError("offline", t("The upload broke off. Check your connection and choose the file again."), 0));
    request.onload = () => {
      if (request.status < 300) return resolve();
      const answer = request.response as { error?: { code: string; message: string } } | null;
      const { code, message } = answer?.error ?? {
        code: "internal",
        message: t("The server answered {status}.", { status: request.status }),
      };
      reject(new ApiError(code, message, request.status));
    };
    request.send(data);
  });
}
