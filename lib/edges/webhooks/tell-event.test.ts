import { expect, test } from "vitest";
import { newId, publicId } from "@/lib/base/db/ids";
import { EVENT_TYPES } from "@/lib/events/ledger/event-types";
import { factTypes } from "@/lib/events/outbox/told-facts";
import { bodyOf } from "./body";
import { bodySchemaOf, exampleData } from "./catalogue";
import type { EventFact } from "./event-fact";
import { webhookEventTypes } from "./event-kinds.shared";
import { tellEvent } from "./tell-event";

const fact: EventFact = {
  id: newId(),
  type: "message.bounced",
  occurredAt: new Date("2026-11-30T08:00:00Z"),
  messageId: newId(),
  messageKind: "campaign",
  campaignId: newId(),
  campaignName: "Spring",
  contactId: newId(),
  externalId: "c-1",
  email: "ada@example.com",
  firstName: "Ada",
  lastName: null,
  linkId: newId(),
  linkUrl: "https://shop.example/",
  actor: "bot",
  reasons: ["scanner"],
  ip: "203.0.113.7",
  userAgent: "x",
  data: {
    kind: "hard",
    category: "unknown_mailbox",
    code: 550,
    status: "5.1.1",
    reply: "no such user",
    listId: newId(),
    listName: "News",
  },
};
/** About a campaign, or many people at once. */
const ofNobody = /^(campaign|contacts|suppressions)\./;

/** An event of which nothing is known any more. */
const bare: EventFact = {
  ...{
    ...fact,
    messageKind: null,
    campaignId: null,
    campaignName: null,
    contactId: null,
    externalId: null,
    email: null,
  },
  ...{
    firstName: null,
    lastName: null,
    linkId: null,
    linkUrl: null,
    actor: null,
    reasons: [],
    ip: null,
    userAgent: null,
    data: {},
  },
};

test("every event that is stored and every fact that is handed out can be told", () => {
  expect(webhookEventTypes.toSorted()).toEqual([...EVENT_TYPES, ...factTypes].toSorted());
});

test.each(webhookEventTypes)(
  "what is told of %s is what its schema says, with nothing known too; so is its example",
  (type) => {
    const schema = bodySchemaOf(type);
    const example = bodyOf({ id: "evt_1", type, occurredAt: fact.occurredAt, data: exampleData(type), test: true });
    for (const body of [tellEvent({ ...fact, type }), tellEvent({ ...bare, type }), example]) {
      const read = schema.safeParse(JSON.parse(body));
      expect(read.error?.issues ?? []).toEqual([]);
      expect(read.data).toEqual(JSON.parse(body));
    }
    expect(JSON.parse(tellEvent({ ...fact, type }))).toMatchObject({
      id: publicId("evt", fact.id),
      type,
      timestamp: "2026-11-30T08:00:00.000Z",
      ...(!ofNobody.test(type) && { data: { external_id: "c-1" } }),
      ...(!ofNobody.test(type) && type !== "contact.deleted" && { data: { email: "ada@example.com" } }),
    });
  },
);

test("what is kept of an erased person's message is no address", () => {
  const body = tellEvent({ ...fact, email: "erased@erased.invalid" });
  expect(JSON.parse(body)).toMatchObject({ data: { email: null } });
  expect(body).not.toContain("erased.invalid");
});

test("the body of an event is the same whenever it is made", () => {
  expect(tellEvent(fact)).toBe(tellEvent(structuredClone(fact)));
});
