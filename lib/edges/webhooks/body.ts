import type { ToldType } from "@/lib/events/outbox/told-facts";
import type { EventDataOf } from "./catalogue";

export interface ToldEvent<T extends ToldType> {
  /** Public. */
  id: string;
  type: T;
  occurredAt: Date;
  data: EventDataOf<T>;
  /** Somebody tries the endpoint out. */
  test?: true;
}

/** The octets that are signed and sent for an event. */
export function bodyOf<T extends ToldType>({ id, type, occurredAt, data, test }: ToldEvent<T>): string {
  const timestamp = occurredAt.toISOString();
  return JSON.stringify({ id, type, timestamp, created_at: timestamp, ...(test && { test }), data });
}
