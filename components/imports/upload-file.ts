import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { ApiError, api } from "@/lib/client/api";
import { crc32 } from "@/lib/client/crc32";
import type { ImportView } from "@/lib/people/imports/queries";
import type { PartView } from "@/lib/people/imports/schema";
import { sendPart } from "./send-part";

/** Between two tries of a part, in milliseconds; a connection may be away for a while. */
const PAUSES = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Sends a file in parts; `onProgress` gets the bytes that are there. A part that breaks off is sent again. An upload of this file that
 * was left earlier goes on where it stood.
 */
export async function uploadFile(
  slug: string,
  file: File,
  onProgress: (bytes: number) => void,
  pauses: readonly number[] = PAUSES,
): Promise<ImportView> {
  const base = `/api/app/workspaces/${slug}/imports`;
  const { id, stored } = (await leftEarlier(base, file, pauses)) ?? (await begin(base, file));
  let whole = 0;
  let parts = 0;
  for (let at = 0; at < file.size; at += PART_BYTES, parts++) {
    const data = new Uint8Array(await file.slice(at, at + PART_BYTES).arrayBuffer());
    const sum = crc32(data);
    whole = crc32(data, whole);
    const path = `${base}/${id}/parts/${parts}?crc32=${sum}`;
    const isThere = stored[parts]?.crc32 === sum && stored[parts]?.bytes === data.length;
    if (!isThere) await persist(() => sendPart(path, data, (bytes) => onProgress(at + bytes)), pauses);
    onProgress(at + data.length);
  }
  return persist(() => api.put<ImportView>(`${base}/${id}/upload`, { parts, crc32: whole }), pauses);
}

interface Begun {
  id: string;
  stored: readonly PartView[];
}

async function begin(base: string, file: File): Promise<Begun> {
  const { id } = await api.post<ImportView>(base, { fileName: file.name, bytes: file.size });
  return { id, stored: [] };
}

/** An upload of a file of this name and size that did not come to its end. */
async function leftEarlier(base: string, file: File, pauses: readonly number[]): Promise<Begun | null> {
  const { items } = await persist(() => api.get<{ items: ImportView[] }>(base), pauses);
  const left = items.find(
    ({ status, fileName, fileBytes }) =>
      status === "uploading" && fileName === file.name.trim().slice(0, 200) && fileBytes === file.size,
  );
  if (!left) return null;
  const path = `${base}/${left.id}/parts`;
  const { items: stored } = await persist(() => api.get<{ items: PartView[] }>(path), pauses);
  return { id: left.id, stored };
}

/** Tries again what failed on the way or on the server's side. */
async function persist<T>(work: () => Promise<T>, pauses: readonly number[]): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      const passes = error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
      if (!passes) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return work();
}
