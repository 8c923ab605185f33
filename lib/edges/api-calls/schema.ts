import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { callOutcomes } from "./call-outcomes.shared";

export const ApiCallFilters = z.object({
  outcome: z.enum(callOutcomes).catch("all").default("all"),
  cursor: idOf("acl").optional().catch(undefined),
});
export type ApiCallFilters = z.output<typeof ApiCallFilters>;

/** What is known of a call that was answered. */
export interface CallFacts {
  method: string;
  /** As `shownPath` has it. */
  path: string;
  operation: string | null;
  status: number;
  /** Code of the problem; null where it went well. */
  problem: string | null;
  fields: string[];
  requestId: string;
  ip: string | null;
  durationMs: number;
  replayed: boolean;
}

/** One call of a key. The id is public, the time ISO 8601. */
export interface ApiCallView extends CallFacts {
  id: string;
  at: string;
}

export interface ApiCallPage {
  items: ApiCallView[];
  nextCursor: string | null;
}
