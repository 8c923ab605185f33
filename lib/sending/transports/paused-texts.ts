import { type Msg, msg } from "@/lib/language/t";

/** Who took a transport out, and why; kept in English. The longer one first: it holds the other. */
export const pausedTexts = {
  because: msg("Paused by {person}: {reason}"),
  by: msg("Paused by {person}"),
} as const satisfies Record<string, Msg>;
