import { setTimeout as sleep } from "node:timers/promises";
import { prisma } from "@/lib/base/db/client";
import type { DrivenRequest } from "@/tests/load/http-driver";
import { drive } from "@/tests/load/http-driver";
import type { ApiProduct } from "./api-product";

/** Calls that the product is measured by. */
export interface Load {
  name: string;
  /** Measured calls, and those before them that are not. */
  calls: number;
  warmUp: number;
  /** What a call carries: mails, contacts, events. */
  size: number;
  connections: number;
  /** `no` is another number for each call. */
  make(no: number): DrivenRequest;
}

let numbered = 0;

/** Items a second, each answered well. Throws what the product answered else. */
export async function measureLoad(product: ApiProduct, load: Load): Promise<number> {
  await run(product, load, load.warmUp);
  const startedAt = performance.now();
  await run(product, load, load.calls);
  return (load.calls * load.size * 1000) / (performance.now() - startedAt);
}

async function run({ tree, key }: ApiProduct, { connections, make, name }: Load, calls: number): Promise<void> {
  let left = calls;
  await drive({
    port: tree.port,
    connections,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    next: () => {
      if (left === 0) return null;
      left -= 1;
      numbered += 1;
      return make(numbered);
    },
    onAnswer: (status, body) => {
      if (status >= 300) throw new Error(`${name}: the product answered ${status}: ${body.slice(0, 300)}`);
    },
  });
}

/** Waits until all mails that are due have left. */
export async function untilSent({ ctx }: ApiProduct): Promise<void> {
  for (;;) {
    const waiting = await prisma.emailQueue.findFirst({
      where: { workspaceId: ctx.workspaceId, dueAt: { lte: new Date() } },
    });
    if (!waiting) return;
    await sleep(200);
  }
}

const api = "/api/v1";
/** When nothing of it is due while it is measured. */
export const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** One mail a call. `later`: it is not due while it is measured. */
export function singleMails(html: string, { calls, later }: { calls: number; later: boolean }): Load {
  const content = JSON.stringify(html);
  const due = later ? `,"scheduled_at":"${inAnHour()}"` : "";
  return {
    ...{ name: "single mails", calls, warmUp: Math.ceil(calls / 10), size: 1, connections: 16 },
    make: (no) => ({
      method: "POST",
      path: `${api}/emails`,
      headers: { "idempotency-key": `mail-${no}` },
      body: `{"to":"reader${no}@readers.example","subject":"Your receipt","html":${content},"text":"Thank you."${due}}`,
    }),
  };
}

/** A hundred a call. */
export function batchedMails(html: string, calls: number): Load {
  const content = JSON.stringify(html);
  const due = inAnHour();
  const mail = (no: number, at: number) =>
    `{"to":"reader${no}-${at}@readers.example","subject":"Your receipt","html":${content},"text":"Thank you.","scheduled_at":"${due}"}`;
  return {
    ...{ name: "mails in batches", calls, warmUp: Math.ceil(calls / 10), size: 100, connections: 4 },
    make: (no) => ({
      method: "POST",
      path: `${api}/emails/batch`,
      headers: { "idempotency-key": `batch-${no}` },
      body: `[${Array.from({ length: 100 }, (_, at) => mail(no, at)).join()}]`,
    }),
  };
}

/** A thousand contacts a call; every call the same people, where `known`. */
export function contactUpserts(calls: number, known: boolean): Load {
  const contact = (no: number, at: number) =>
    `{"email":"person${no}-${at}@people.example","external_id":"u-${no}-${at}","first_name":"Ada","last_name":"Lovelace","fields":{"city":"Bristol","points":${at}}}`;
  return {
    // A few seconds before it is measured, as with the other loads: until then scripts are not compiled and plans not made.
    ...{ name: "contacts in bulk", calls, warmUp: 15, size: 1000, connections: 4 },
    make: (no) => ({
      method: "POST",
      path: `${api}/contacts/batch`,
      body: `{"contacts":[${Array.from({ length: 1000 }, (_, at) => contact(known ? no % 3 : no, at)).join()}]}`,
    }),
  };
}

/** Events as a server tells them, a hundred a call, each with an id of its own. */
export function toldEvents(calls: number): Load {
  return {
    ...{ name: "events", calls, warmUp: Math.ceil(calls / 10), size: 100, connections: 8 },
    make: (no) => ({
      method: "POST",
      path: `${api}/events/batch`,
      body: `{"events":[${Array.from({ length: 100 }, (_, at) => eventText(no, at)).join()}]}`,
    }),
  };
}

/** The same by the protocol of Segment's libraries. */
export function segmentEvents(calls: number): Load {
  const event = (no: number, at: number) =>
    `{"type":"track","event":"Product Viewed","userId":"u-${at}","messageId":"s-${no}-${at}","properties":{"sku":"F-${at}","price":${at}.5},"context":{"library":{"name":"bench","version":"1"}}}`;
  return {
    ...{ name: "events by Segment's protocol", calls, warmUp: Math.ceil(calls / 10), size: 100, connections: 8 },
    make: (no) => ({
      method: "POST",
      path: "/api/segment/v1/batch",
      body: `{"batch":[${Array.from({ length: 100 }, (_, at) => event(no, at)).join()}]}`,
    }),
  };
}

/** One event as it is told. */
export const eventText = (no: number, at: number) =>
  `{"name":"Product Viewed","user_id":"u-${at}","message_id":"e-${no}-${at}","properties":{"sku":"F-${at}","price":${at}.5,"category":"Shoes"}}`;
