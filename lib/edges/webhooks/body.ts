import type { EventType } from "@/lib/events/ledger/event-types";
import type { EventDataOf } from "./catalogue";

export interface ToldEvent<T extends EventType> {
  /** Public. */
  id: string;
  type: T;
  occurredAt: Date;
  data: EventDataOf<T>;
  /** Somebody tries the endpoint out. */
  test?: true;
}

/** The octets that are signed and sent for an event. */
export function bodyOf<T extends EventType>({ id, type, occurredAt, data, test }: ToldEvent<T>): string {
  const timestamp = occurredAt.toISOString();
  return JSON.stringify({ id, type, timestamp, created_at: timestamp, ...(test && { test }), data });
}
