import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { createField } from "@/lib/people/contacts/fields";
import { addressMarks } from "@/lib/people/hygiene/marks.shared";
import { testList, testWorkspace } from "@/tests/support/db";
import { type NaivePerson, type NaiveWorld, naively } from "@/tests/support/naive-segment";
import { compileSegment } from "./compile-segment";
import type { SegmentCondition, SegmentGroup, SegmentRule } from "./schema";
import { segmentScope } from "./segment-where";

const DAY = 86_400_000;
/** The day before 29 February would be, in a year that has none. */
const now = new Date("2027-02-27T12:00:00Z");
const ids = (count: number) => Array.from({ length: count }, () => newId());
const [tags, campaigns, goals, saved] = [ids(2), ids(2), ids(2), ids(2)] as [string[], string[], string[], string[]];
let lists: string[] = [];

/** Never at the edge of a window of whole days. */
const ago = (most: number) =>
  fc.integer({ min: 0, max: most }).map((days) => new Date(now.getTime() - (days + 0.5) * DAY));
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const domains = ["one.example", "two.example", "gmail.com"];
const names = ["Ada", "ADAM", "Łukasz", "Мария", "100%", "a_b"];
const languages = ["de", "en"];
const cities = ["Bristol", "bristol bay", "Malmö"];
const days = ["1984-02-29", "2027-02-27", "2027-03-04", "1990-03-01", "2026-12-31", "2028-01-01"];
const links = [
  { url: "https://shop.example/Boots?a=1", label: "Buy" },
  { url: "https://shop.example/maps", label: "MAPS_50%" },
];
const eventNames = ["order", "view"];

const person = (at: number): fc.Arbitrary<NaivePerson> =>
  fc.record({
    id: fc.constant(newId()),
    texts: fc
      .record({
        domain: fc.constantFrom(...domains),
        first_name: orNull(fc.constantFrom(...names)),
        last_name: orNull(fc.constantFrom(...names)),
        language: orNull(fc.constantFrom(...languages)),
        time_zone: orNull(fc.constant("Europe/Berlin")),
      })
      .map(({ domain, ...rest }) => ({
        ...rest,
        email: `p${at}@${domain}`,
        email_domain: domain,
        external_id: at % 3 === 0 ? `x${at}` : null,
      })),
    fields: fc.record(
      { age: fc.integer({ min: 8, max: 12 }), joined: fc.constantFrom(...days), city: fc.constantFrom(...cities) },
      { requiredKeys: [] },
    ),
    createdAt: ago(60),
    seen: fc.record({ opened: orNull(ago(60)), clicked: orNull(ago(60)), active: orNull(ago(60)) }),
    tags: fc.subarray(tags),
    lists: fc
      .array(fc.record({ listId: fc.integer({ min: 0, max: 1 }), status: fc.constantFrom(...subscriptionStatuses) }), {
        maxLength: 2,
      })
      .map((all) =>
        all
          .filter((one, index) => all.findIndex(({ listId }) => listId === one.listId) === index)
          .map(({ listId, status }) => ({ listId: lists[listId]!, status })),
      ),
    consents: fc.array(
      fc.record({
        listId: fc.integer({ min: 0, max: 1 }).map((index) => lists[index]!),
        method: fc.constantFrom("import", "form"),
        kind: fc.constantFrom("opt_in", "confirm", "opt_out"),
        at: ago(60),
      }),
      { maxLength: 2 },
    ),
    isSuppressed: fc.boolean(),
    marks: fc.subarray([...addressMarks]),
    messages: fc
      .subarray(campaigns)
      .chain((chosen) =>
        fc.tuple(
          ...chosen.map((campaignId) =>
            fc.record({
              campaignId: fc.constant(campaignId),
              sent: orNull(ago(60)),
              bounced: fc.option(ago(60), { nil: null, freq: 1 }),
              opened: orNull(ago(60)),
              openedByProxy: orNull(ago(60)),
              clicked: orNull(ago(60)),
              clickedByBot: orNull(ago(60)),
              link: orNull(fc.constantFrom(...links)),
            }),
          ),
        ),
      )
      .map((all) => all.map((one) => ({ ...one, link: one.clicked ? one.link : null }))),
    events: fc.array(
      fc.record({
        name: fc.constantFrom(...eventNames),
        at: ago(60),
        said: fc.record(
          { total: fc.integer({ min: 1, max: 30 }), category: fc.constantFrom("boots", "Maps") },
          { requiredKeys: [] },
        ),
      }),
      { maxLength: 5 },
    ),
  });

async function store(ctx: Ctx, people: readonly NaivePerson[]): Promise<void> {
  const { workspaceId } = ctx;
  const own = { workspaceId };
  const linkIds = new Map<string, string>();
  for (const campaignId of campaigns) {
    await prisma.campaign.create({ data: { ...own, id: campaignId, name: campaignId } });
    for (const [position, link] of links.entries()) {
      const id = newId();
      linkIds.set(`${campaignId}${link.url}`, id);
      await prisma.campaignLink.create({ data: { ...own, id, campaignId, position, ...link } });
    }
  }
  await prisma.tag.createMany({ data: tags.map((id) => ({ ...own, id, name: id })) });
  await prisma.contact.createMany({
    data: people.map(({ id, texts, fields, createdAt, seen }) => ({
      ...{ ...own, id, email: texts.email!, emailNormalized: texts.email!, emailDomain: texts.email_domain! },
      ...{
        firstName: texts.first_name,
        lastName: texts.last_name,
        language: texts.language,
        timeZone: texts.time_zone,
      },
      ...{ externalId: texts.external_id, fields, createdAt, lastOpenedAt: seen.opened },
      ...{ lastClickedAt: seen.clicked, lastActivityAt: seen.active },
    })),
  });
  for (const { id: contactId, texts, ...of } of people) {
    const key = () => ({ ...own, id: newId() });
    await prisma.contactTag.createMany({ data: of.tags.map((tagId) => ({ ...own, contactId, tagId })) });
    await prisma.contactMark.createMany({ data: of.marks.map((mark) => ({ ...own, contactId, mark })) });
    await prisma.subscription.createMany({ data: of.lists.map((one) => ({ ...key(), contactId, ...one })) });
    await prisma.consentRecord.createMany({
      data: of.consents.map(({ at, ...one }) => ({
        ...key(),
        contactId,
        emailNormalized: texts.email!,
        occurredAt: at,
        ...one,
      })),
    });
    if (of.isSuppressed)
      await prisma.suppression.create({ data: { ...key(), emailNormalized: texts.email!, reason: "manual" } });
    for (const { campaignId, link, ...one } of of.messages) {
      const { id } = await prisma.message.create({
        data: {
          ...{ ...key(), campaignId, contactId, email: texts.email!, emailNormalized: texts.email! },
          ...{ emailDomain: texts.email_domain!, sentAt: one.sent, bouncedAt: one.bounced, firstOpenedAt: one.opened },
          ...{
            firstProxyOpenedAt: one.openedByProxy,
            firstClickedAt: one.clicked,
            firstBotClickedAt: one.clickedByBot,
          },
        },
      });
      if (link)
        await prisma.linkClicker.create({
          data: {
            ...own,
            linkId: linkIds.get(`${campaignId}${link.url}`)!,
            messageId: id,
            firstClickedAt: one.clicked!,
          },
        });
    }
    await prisma.customEvent.createMany({
      data: of.events.map(({ name, at, said }) => {
        // It came after it happened, which its id says.
        const id = newId(now.getTime());
        return {
          ...own,
          id,
          kind: "track",
          name,
          occurredAt: at,
          messageId: id,
          messageKey: id,
          contactId,
          source: "api",
          said,
        };
      }),
    });
  }
  await prisma.goal.createMany({
    data: goals.map((id, at) => ({
      ...own,
      id,
      name: id,
      eventName: eventNames[at]!,
      valueProperty: "total",
      currency: "EUR",
    })),
  });
}

const window = fc.integer({ min: 1, max: 60 });
const within = orNull(window);
const texts = fc.constantFrom("is", "is_not", "contains", "begins_with", "is_set", "is_not_set");
const did = fc.constantFrom("did", "did_not");
const what = fc.constantFrom("received", "opened", "clicked");
const by = fc.constantFrom("people", "anyone");
const times = fc.integer({ min: 1, max: 3 });
const kind = <K extends string>(name: K) => fc.constant(name);

/** One condition of each kind that there is; a new kind without a line here fails. */
const conditions: Record<SegmentCondition["kind"], fc.Arbitrary<object>> = {
  text: fc.record({
    kind: kind("text"),
    field: fc.constantFrom("email", "email_domain", "first_name", "last_name", "language", "time_zone", "external_id"),
    op: texts,
    value: fc.constantFrom(...names, ...domains, ...languages, "ada", "P1@ONE.example", "мар", "%", "_", "x3"),
  }),
  field: fc.oneof(
    fc.record({ kind: kind("field"), key: kind("city"), op: texts, value: fc.constantFrom(...cities, "BRISTOL", "ö") }),
    fc.record({
      kind: kind("field"),
      key: kind("age"),
      op: fc.constantFrom("is", "is_not", "less", "more", "is_set", "is_not_set"),
      value: fc.integer({ min: 8, max: 12 }),
    }),
    fc.record({
      kind: kind("field"),
      key: kind("joined"),
      op: fc.constantFrom("is", "is_not", "less", "more", "is_set", "is_not_set"),
      value: fc.constantFrom(...days),
    }),
  ),
  date: fc.record({
    kind: kind("date"),
    key: kind("joined"),
    op: fc.constantFrom("past", "coming", "anniversary"),
    days: fc.integer({ min: 0, max: 365 }),
  }),
  tag: fc.record({ kind: kind("tag"), tagId: fc.constantFrom(...tags), op: fc.constantFrom("has", "has_not") }),
  list: fc.record({
    kind: kind("list"),
    listId: fc.integer({ min: 0, max: 1 }).map((index) => lists[index]!),
    op: fc.constantFrom("on", "not_on"),
    status: fc.constantFrom("pending", "confirmed", "unsubscribed"),
  }),
  consent: fc.record({
    kind: kind("consent"),
    op: fc.constantFrom("has", "has_not"),
    listId: orNull(fc.integer({ min: 0, max: 1 }).map((index) => lists[index]!)),
    method: orNull(fc.constantFrom("import", "form")),
    days: within,
  }),
  mark: fc.record({
    kind: kind("mark"),
    mark: fc.constantFrom(...addressMarks),
    op: fc.constantFrom("has", "has_not"),
  }),
  suppressed: fc.record({ kind: kind("suppressed"), op: fc.constantFrom("is", "is_not") }),
  engagement: fc.record({
    kind: kind("engagement"),
    what: fc.constantFrom("opened", "clicked", "active"),
    op: fc.constantFrom("within", "not_within"),
    days: window,
  }),
  created: fc.record({ kind: kind("created"), op: fc.constantFrom("within", "not_within"), days: window }),
  campaign: fc.record({ kind: kind("campaign"), campaignId: fc.constantFrom(...campaigns), what, op: did, by }),
  mails: fc.record({ kind: kind("mails"), what, op: did, times, days: within, by }),
  link: fc.record({
    kind: kind("link"),
    words: fc.constantFrom("boots", "MAPS_", "50%", "_", "buy", "nothing"),
    op: did,
    campaignId: orNull(fc.constantFrom(...campaigns)),
    days: within,
  }),
  event: fc.record({
    kind: kind("event"),
    name: fc.constantFrom(...eventNames),
    op: did,
    times,
    days: within,
    where: fc.array(
      fc.oneof(
        fc.record({
          key: kind("total"),
          op: fc.constantFrom("less", "more", "is"),
          value: fc.integer({ min: 1, max: 30 }),
        }),
        fc.record({ key: kind("category"), op: texts, value: fc.constantFrom("BOOTS", "ma") }),
      ),
      { maxLength: 2 },
    ),
  }),
  goal: fc.record({
    kind: kind("goal"),
    goalId: fc.constantFrom(...goals, newId()),
    op: did,
    times,
    days: within,
    worth: orNull(fc.integer({ min: 0, max: 60 })),
    currency: orNull(kind("EUR")),
  }),
  segment: fc.record({
    kind: kind("segment"),
    segmentId: fc.constantFrom(...saved, newId()),
    op: fc.constantFrom("in", "not_in"),
  }),
  share: fc.record({
    kind: kind("share"),
    op: fc.constantFrom("in", "not_in"),
    percent: fc.integer({ min: 1, max: 99 }),
    draw: fc.constantFrom("A", "Früh"),
  }),
};

const anyCondition = (kinds = Object.keys(conditions)) =>
  fc.oneof(...kinds.map((name) => conditions[name as SegmentCondition["kind"]])) as fc.Arbitrary<SegmentCondition>;

const tree = (condition: fc.Arbitrary<SegmentCondition>) =>
  fc.letrec<{ group: SegmentGroup; rule: SegmentRule }>((tie) => ({
    rule: fc.oneof({ maxDepth: 3, depthSize: "small" }, condition, tie("group")),
    group: fc.record({
      kind: fc.constant("group" as const),
      match: fc.constantFrom("all" as const, "any" as const, "none" as const),
      rules: fc.array(tie("rule"), { maxLength: 4 }),
    }),
  })).group;

let ctx: Ctx;
let people: NaivePerson[];
let world: NaiveWorld;

beforeAll(async () => {
  ctx = { ...(await testWorkspace()), now: () => now };
  lists = [(await testList(ctx, "One")).id, (await testList(ctx, "Two")).id];
  await createField(ctx, { label: "Age", type: "number" });
  await createField(ctx, { label: "Joined", type: "date" });
  await createField(ctx, { label: "City", type: "text" });
  people = Array.from({ length: 60 }, (_, at) => fc.sample(person(at), { numRuns: 1, seed: 7000 + at })[0]!);
  await store(ctx, people);
  const plain = tree(anyCondition(Object.keys(conditions).filter((name) => name !== "segment")));
  const segments = new Map(saved.map((id, at) => [id, fc.sample(plain, { numRuns: 1, seed: 40 + at })[0]!] as const));
  for (const [id, rules] of segments)
    await prisma.segment.create({ data: { workspaceId: ctx.workspaceId, id, name: id, rules: rules as object } });
  world = { now, goals: new Map(goals.map((id, at) => [id, eventNames[at]!])), segments };
});

async function found(rules: SegmentGroup, oneByOne: boolean): Promise<string[]> {
  const where = compileSegment(rules, { ...(await segmentScope(ctx, [rules])), oneByOne });
  const rows = await prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from contact where contact.workspace_id = ${ctx.workspaceId}::uuid and ${where} order by id`);
  return rows.map(({ id }) => id);
}

const expected = (rules: SegmentGroup) =>
  people
    .filter((one) => naively(rules, one, world))
    .map(({ id }) => id)
    .sort();

test("any rules find whom they find when they are read one after the other, whichever way they are asked", async () => {
  await fc.assert(
    fc.asyncProperty(tree(anyCondition()), async (rules) => {
      expect(await found(rules, false)).toEqual(expected(rules));
      expect(await found(rules, true)).toEqual(expected(rules));
    }),
    { numRuns: 150 },
  );
});

test.each(Object.keys(conditions))("each kind of rule does: %s", async (name) => {
  await fc.assert(
    fc.asyncProperty(anyCondition([name]), async (rule) => {
      const rules: SegmentGroup = { kind: "group", match: "all", rules: [rule] };
      expect(await found(rules, false)).toEqual(expected(rules));
      expect(await found(rules, true)).toEqual(expected(rules));
    }),
    { numRuns: 15 },
  );
});
