import { ApiError } from "@/lib/client/api";
import type { SuppressionImportResult } from "@/lib/suppressions/schema";

/**
 * Sends a file as the body of one request; `onProgress` gets the bytes sent, which the server stores as it reads them. XMLHttpRequest,
 * because fetch tells nothing while it sends. `signal` stops it; what was stored stays.
 */
export function uploadSuppressions(
  slug: string,
  file: File,
  options: { reason: string; note: string },
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<SuppressionImportResult> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ fileName: file.name, ...options });
    request.open("POST", `/api/app/workspaces/${slug}/suppressions/import?${query}`);
    request.setRequestHeader("content-type", "text/csv");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    const brokeOff = "The upload broke off. What was read is on the list; send the file again to go on.";
    request.onerror = () => reject(new ApiError("offline", brokeOff, 0));
    request.onabort = () => reject(new ApiError("offline", "Stopped. What was read is on the list.", 0));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.onload = () => {
      const answer = request.response as
        | (SuppressionImportResult & { error?: { code: string; message: string } })
        | null;
      if (request.status < 300 && answer) return resolve(answer);
      const { code, message } = answer?.error ?? {
        code: "internal",
        message: `The server answered ${request.status}.`,
      };
      reject(new ApiError(code, message, request.status));
    };
    request.send(file);
  });
}
