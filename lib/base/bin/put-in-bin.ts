import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { storedValues } from "@/lib/base/db/stored-json";
import type { BinKind } from "./bin-kinds.shared";

/** Each kind reads its own form of it, with its own schema. */
export const binContent = storedValues<Record<string, unknown>>("bin_entry.binned", z.record(z.string(), z.unknown()));

/** What a verb that deletes answers: by this it can be brought back. */
export interface Deleted {
  binId: string;
}

interface Binned {
  kind: BinKind;
  subjectId: string;
  name: string;
  /** JSON in the form that the kind's verb of bringing back reads. */
  content: Record<string, unknown>;
  /** The only member who may see it. */
  memberId?: string | null;
}

/** Keeps what is being deleted in the same transaction, for 30 days. */
export async function putInBin(tx: Ctx, { content, memberId = null, ...thing }: Binned): Promise<Deleted> {
  const id = newId();
  await tx.db.binEntry.create({
    data: {
      workspaceId: tx.workspaceId,
      id,
      ...thing,
      memberId,
      binned: binContent.write(content),
      deletedByName: tx.actor.name,
      deletedAt: tx.now(),
    },
  });
  return { binId: publicId("bin", id) };
}
