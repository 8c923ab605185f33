/** What the answers of the last calls were: all, 2xx, 4xx or 5xx. */
export const callOutcomes = ["all", "succeeded", "refused", "failed"] as const;
export type CallOutcome = (typeof callOutcomes)[number];
