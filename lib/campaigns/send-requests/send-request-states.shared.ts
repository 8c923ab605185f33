/** What became of a question whether a campaign may be sent. */
export const sendRequestStatuses = ["pending", "confirmed", "declined", "void"] as const;
export type SendRequestStatus = (typeof sendRequestStatuses)[number];

/** The same for people: nobody answered one that has expired. */
export const sendRequestStates = [...sendRequestStatuses, "expired"] as const;
export type SendRequestState = (typeof sendRequestStates)[number];
