/** What named a message: a token of ours, a signed Message-ID, its provider's id, an id that anybody may write, or who got mail when. */
export type FoundBy = "token" | "message_id" | "provider_id" | "unsigned_id" | "recipient_and_time";

/** True where it is shown that this message is probably meant, and nothing is decided by it. */
export const isLikely = (foundBy: string | null) => foundBy === "unsigned_id" || foundBy === "recipient_and_time";
