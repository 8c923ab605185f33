import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

/**
 * Short phrases of mail systems as data, for the words that no pattern of lib/feedback/classify/text-rules.ts covers. All in lower case; `*` stands
 * for at most 80 characters of anything. Within a table the first match wins.
 */
export type PhraseTable = ReadonlyArray<readonly [category: BounceCategory, phrases: readonly string[]]>;
