/** Under which the pages of deliveries of a webhook are kept. */
export const deliveriesKey = (webhookId: string) => ["webhook-deliveries", webhookId] as const;
