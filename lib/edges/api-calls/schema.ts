import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { callOutcomes } from "./call-outcomes.shared";

export const ApiCallFilters = z.object({
  outcome: z.enum(callOutcomes).catch("all").default("all"),
  cursor: idOf("acl").optional().catch(undefined),
});
export type ApiCallFilters = z.output<typeof ApiCallFilters>;

/** One call of a key. Ids are public, times ISO 8601. */
export interface ApiCallView {
  id: string;
  at: string;
  method: string;
  path: string;
  operation: string | null;
  status: number;
  problem: string | null;
  fields: string[];
  requestId: string;
  ip: string | null;
  durationMs: number;
  replayed: boolean;
}

export interface ApiCallPage {
  items: ApiCallView[];
  nextCursor: string | null;
}
