import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";
import type { ItemResult, MirrorResult } from "./schema";

export const callResult = storedJson<ItemResult[]>(
  "provider_call.result",
  z.array(
    z.object({
      name: z.string(),
      type: z.string().nullable(),
      recipient: z.string().nullable(),
      occurredAt: z.string().nullable(),
      messageId: z.string().nullable(),
      likely: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
);

export interface Mirrored extends MirrorResult {
  lifted: number;
  /** Our suppressions up to this id are on the provider's list. */
  pushedUpTo: string | null;
}

export const endpointMirror = storedJson<Mirrored>(
  "provider_endpoint.mirror_result",
  z.object({
    listed: z.int(),
    added: z.int(),
    pushed: z.int(),
    lifted: z.int(),
    error: z.string().nullable(),
    pushedUpTo: z.string().nullable(),
  }),
);
