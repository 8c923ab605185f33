import { crc32 } from "node:zlib";
import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { readChunks } from "./file-chunks";
import { getImport } from "./get-import";
import { ImportRef, type PartView } from "./schema";

/** The parts of an upload up to the first that is missing, each with its checksum; none once it is complete. */
export async function findParts(ctx: Ctx, input: ImportRef): Promise<PartView[]> {
  requirePermission(ctx, "contacts.import");
  const { importId } = ImportRef.parse(input);
  const found: PartView[] = [];
  if ((await getImport(ctx, importId)).status !== "uploading") return found;
  for await (const chunk of readChunks(ctx, importId))
    found.push({ number: found.length, bytes: chunk.byteLength, crc32: crc32(chunk) });
  return found;
}
