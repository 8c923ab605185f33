/** Marks mail of the product itself, so that the embedded mailbox shows it only to the operator. */
export const systemMark = { name: "X-Homing-System", value: "1" } as const;
