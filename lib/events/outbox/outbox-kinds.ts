/**
 * What a row of the outbox names: events by their ids, or messages that the other side took, for which there is no event row; `delivered`
 * where the one who took them is the recipient's own server.
 */
export const outboxKinds = ["events", "accepted", "delivered"] as const;
