import { ApiError } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { MAX_REFUSALS_SHOWN } from "@/lib/people/suppressions/reasons.shared";
import type { SuppressionImportResult } from "@/lib/people/suppressions/schema";
import { filePieces } from "./file-pieces";

interface Options {
  reason: string;
  note: string;
}

/**
 * Sends a file piece by piece; `onProgress` gets the bytes that are sent, which the server stores as it reads them. `signal` stops it;
 * what was stored stays, and sending the file again goes on from there.
 */
export async function uploadSuppressions(
  slug: string,
  file: File,
  options: Options,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<SuppressionImportResult> {
  const sum: SuppressionImportResult = { read: 0, added: 0, known: 0, refused: 0, refusals: [] };
  let startByte = 0;
  for await (const { body, linesBefore, endByte } of filePieces(file)) {
    const from = startByte;
    const query = new URLSearchParams({ fileName: file.name, ...options, linesBefore: String(linesBefore) });
    const path = `/api/app/workspaces/${slug}/suppressions/import?${query}`;
    const result = await sendPiece(path, body, (bytes) => onProgress(Math.min(endByte, from + bytes)), signal);
    for (const name of ["read", "added", "known", "refused"] as const) sum[name] += result[name];
    sum.refusals = [...sum.refusals, ...result.refusals].slice(0, MAX_REFUSALS_SHOWN);
    startByte = endByte;
  }
  return sum;
}

/** One request; XMLHttpRequest, because fetch tells nothing while it sends. */
function sendPiece(
  path: string,
  body: Blob,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<SuppressionImportResult> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("content-type", "text/csv");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    const brokeOff = t("The upload broke off. What was read is on the list; send the file again to go on.");
    request.onerror = () => reject(new ApiError("offline", brokeOff, 0));
    const stopped = t("Stopped. What was read is on the list.");
    request.onabort = () => reject(new ApiError("offline", stopped, 0));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.onload = () => {
      const answer = request.response as
        | (SuppressionImportResult & { error?: { code: string; message: string } })
        | null;
      if (request.status < 300 && answer) return resolve(answer);
      const { code, message } = answer?.error ?? {
        code: "internal",
        message: t("The server answered {status}.", { status: request.status }),
      };
      reject(new ApiError(code, message, request.status));
    };
    if (signal.aborted) reject(new ApiError("offline", stopped, 0));
    else request.send(body);
  });
}
