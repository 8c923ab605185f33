import { type Msg, msg } from "@/lib/language/t";

/** Where a delivery stands: it waits for its next try, was taken, or was given up. */
export const deliveryStatuses = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const deliveryStatusLabels: Readonly<Record<DeliveryStatus, Msg>> = {
  pending: msg("Waiting"),
  delivered: msg("Delivered"),
  failed: msg("Failed"),
};
