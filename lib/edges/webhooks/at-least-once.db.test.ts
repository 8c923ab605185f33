import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { deterministicId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { EVENT_TYPES, type EventType } from "@/lib/events/ledger/event-types";
import { testMember, testWorkspace } from "@/tests/support/db";
import type { PeerAnswer } from "@/tests/support/http-peer";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { taken, type WebhookReceiver, webhookReceiver } from "@/tests/support/webhook-receiver";
import { createWebhook } from "./create-webhook";
import { takeLanes } from "./lanes";
import { WebhookRunner } from "./runner";

// Whatever an endpoint answers and whichever worker dies, every event that its filter matches arrives at least once, with one id and one body.

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await webhookReceiver();
});
afterAll(() => receiver.close());

const HOUR = 3_600_000;
const failures: readonly PeerAnswer[] = [
  "cut",
  { status: 500, body: "" },
  { status: 302, headers: { location: "/" }, body: "" },
  { status: 429, headers: { "retry-after": "60" }, body: "" },
];

const scenario = fc.record({
  endpoints: fc.array(
    fc.record({
      types: fc.uniqueArray(fc.constantFrom(...EVENT_TYPES), { minLength: 1, maxLength: 8 }),
      // A delivery has ten tries: what goes wrong nine times still arrives.
      wrong: fc.array(fc.option(fc.nat(failures.length - 1)), { maxLength: 9 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  groups: fc.array(fc.array(fc.constantFrom(...EVENT_TYPES), { minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 5,
  }),
  /** Before each round of work a worker may take endpoints and die, or two may work at once. */
  dying: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  workers: fc.integer({ min: 1, max: 3 }),
});

/** When a lane is due, or free again. */
async function nextAt(workspaceId: string, otherwise: number): Promise<number> {
  const lanes = await prisma.webhookLane.findMany({ where: { workspaceId } });
  const times = lanes.flatMap(({ dueAt, leasedUntil }) => leasedUntil ?? dueAt ?? []);
  return times.length === 0 ? otherwise : Math.min(...times.map((at) => at.getTime() + 1));
}

test("every event that a filter matches is delivered at least once under failures", { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ endpoints, groups, dying, workers }) => {
      let clock = Date.now();
      const ctx = { ...(await testMember(await testWorkspace(), "admin")), now: () => new Date(clock) };
      const { messages } = await sentCampaign(ctx);
      const { id: messageId, contactId } = messages[0]!;
      const paths = endpoints.map((_, at) => `/${ctx.workspaceId}/${at}`);
      const left = new Map(paths.map((path, at) => [path, [...endpoints[at]!.wrong]]));
      for (const [at, { types }] of endpoints.entries()) {
        const url = receiver.url + paths[at]!;
        const { signingSecret } = await createWebhook(ctx, { name: "x", url, eventTypes: types });
        receiver.secrets.set(paths[at]!, signingSecret);
      }
      receiver.calls.length = 0;
      receiver.refused.length = 0;
      receiver.now = () => clock;
      receiver.answer = ({ path }) => {
        const wrong = left.get(path)?.shift() ?? null;
        return wrong === null ? taken : failures[wrong]!;
      };
      const work = () => {
        const runner = () => new WebhookRunner({ now: () => new Date(clock) }).drain(new Date(Date.now() + 20_000));
        return Promise.all(Array.from({ length: workers }, runner));
      };
      const recorded: { id: string; type: EventType }[] = [];
      for (const [at, types] of groups.entries()) {
        const events = types.map((type) => ({ id: deterministicId(new Date(clock), randomBytes(10)), type }));
        recorded.push(...events);
        const about = { occurredAt: new Date(clock), data: { kind: "hard" as const } };
        await recordEvents(
          ctx,
          events.map((event) => ({
            ...event,
            ...about,
            ...(event.type.startsWith("contact.") ? { contactId } : { messageId }),
          })),
        );
        if (dying[at]) await takeLanes(prisma, { holder: "dies", most: 10, now: new Date(clock) });
        await work();
        clock += HOUR;
      }
      const { workspaceId } = ctx;
      const waiting = () => prisma.webhookDelivery.count({ where: { workspaceId, status: "pending" } });
      for (let round = 0; round < 300 && (round === 0 || (await waiting()) > 0); round++) {
        await work();
        clock = Math.max(clock + 1, await nextAt(workspaceId, clock + HOUR));
      }
      expect(await waiting()).toBe(0);
      expect(receiver.refused).toEqual([]);
      for (const [at, { types }] of endpoints.entries()) {
        const own = receiver.calls.filter(({ path }) => path === paths[at]);
        const wanted = recorded.filter(({ type }) => types.includes(type)).map(({ id }) => publicId("evt", id));
        expect(new Set(own.map(({ id }) => id))).toEqual(new Set(wanted));
        const bodies = new Map(own.map(({ id, body }) => [id, JSON.stringify(body)]));
        expect(own.every(({ id, body }) => bodies.get(id) === JSON.stringify(body))).toBe(true);
      }
      await prisma.webhookLane.deleteMany({ where: { workspaceId } });
    }),
    { numRuns: 15 },
  );
});
