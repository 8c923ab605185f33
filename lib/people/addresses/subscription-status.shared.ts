/** A contact on a list: asked and not answered yet, on it, or gone from it. */
export const subscriptionStatuses = ["pending", "confirmed", "unsubscribed"] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];
