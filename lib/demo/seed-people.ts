import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { wordingId } from "@/lib/people/addresses/wording";
import { createField } from "@/lib/people/contacts/fields";
import { indexContacts } from "@/lib/people/search/index-contacts";
import { type Person, samplePeople } from "./people";
import { pickWeighted } from "./random";

export const sampleLists = [
  { name: "Trail Notes", description: "The fortnightly newsletter: routes, gear and stories.", share: 0.82 },
  { name: "Product news", description: "New arrivals and restocks, at most once a month.", share: 0.44 },
  { name: "Bristol store events", description: "Talks, repairs and walks from the shop.", share: 0.16 },
  { name: "Members' club", description: "For people with the club card.", share: 0.22 },
] as const;

export interface SampleContact extends Person {
  id: string;
}
export interface SamplePeople {
  contacts: SampleContact[];
  /** List ids by name. */
  lists: Record<string, string>;
}

async function seedFields(ctx: Ctx): Promise<void> {
  await createField(ctx, { key: "city", label: "City", type: "text", options: [], searchable: true });
  const options = ["Hiking", "Climbing", "Trail running", "Camping", "Bikepacking"];
  await createField(ctx, { key: "favourite_activity", label: "Favourite activity", type: "select", options });
  await createField(ctx, { key: "orders", label: "Orders", type: "number", options: [] });
  await createField(ctx, { key: "club_member", label: "Club member", type: "boolean", options: [] });
}

async function seedContacts(ctx: Ctx, people: Person[]): Promise<SampleContact[]> {
  const { workspaceId } = ctx;
  const contacts = people.map((person) => ({ ...person, id: newId(person.createdAt.getTime()) }));
  await ctx.db.contact.createMany({
    data: contacts.map(({ email, ...rest }) => ({
      ...rest,
      workspaceId,
      email,
      emailNormalized: email.toLowerCase(),
      emailDomain: email.split("@")[1]!,
      source: "form",
    })),
  });
  const created = contacts.map(({ id, createdAt }) => ({
    type: "contact.created" as const,
    occurredAt: createdAt,
    contactId: id,
  }));
  for (let at = 0; at < created.length; at += 2000) {
    const slice = created.slice(at, at + 2000);
    await recordEvents(ctx, slice);
    await indexContacts(
      ctx,
      slice.map(({ contactId }) => contactId),
    );
  }
  return contacts;
}

const leftAt = ({ createdAt }: SampleContact) => new Date(createdAt.getTime() + 30 * 86_400_000);

async function seedList(ctx: Ctx, random: () => number, list: (typeof sampleLists)[number], contacts: SampleContact[]) {
  const { workspaceId } = ctx;
  const listId = newId();
  await ctx.db.list.create({ data: { workspaceId, id: listId, name: list.name, description: list.description } });
  const members = contacts.filter((contact) =>
    list.name === "Members' club" ? contact.fields.club_member : random() < list.share,
  );
  const statuses = members.map(() =>
    pickWeighted(random, [
      ["confirmed", 95],
      ["unsubscribed", 4],
      ["pending", 1],
    ] as const),
  );
  await ctx.db.subscription.createMany({
    data: members.map((contact, index) => ({
      workspaceId,
      id: newId(),
      listId,
      contactId: contact.id,
      status: statuses[index]!,
      source: "form",
      createdAt: contact.createdAt,
      confirmedAt: statuses[index] === "pending" ? null : contact.createdAt,
      unsubscribedAt: statuses[index] === "unsubscribed" ? leftAt(contact) : null,
    })),
  });
  const wording = `Yes, send me ${list.name} by e-mail. I can unsubscribe at any time.`;
  await ctx.db.consentWording.create({
    data: { workspaceId, id: wordingId(wording)!, text: wording, createdAt: ctx.now() },
  });
  const proven = (
    contact: SampleContact,
    at: Date,
    row: Pick<Prisma.ConsentRecordCreateManyInput, "kind" | "status">,
  ) => ({
    ...{ workspaceId, id: newId(at.getTime()), contactId: contact.id, emailNormalized: contact.email },
    ...{ listId, listName: list.name, purpose: "list", method: "form", source: "Join page", ...row, occurredAt: at },
  });
  await ctx.db.consentRecord.createMany({
    data: members.flatMap((contact, index) => [
      {
        ...proven(contact, contact.createdAt, {
          kind: "opt_in",
          status: statuses[index] === "pending" ? "pending" : "confirmed",
        }),
        wordingId: wordingId(wording),
        evidence: { page: "https://fernway.example/join" },
      },
      ...(statuses[index] === "unsubscribed"
        ? [proven(contact, leftAt(contact), { kind: "opt_out", status: "unsubscribed" })]
        : []),
    ]),
  });
  return [list.name, listId] as const;
}

const tagRules: readonly (readonly [string, (contact: SampleContact) => boolean])[] = [
  ["Frequent buyer", (contact) => Number(contact.fields.orders) >= 8],
  ["Climber", (contact) => contact.fields.favourite_activity === "Climbing"],
  ["Wholesale", (contact) => contact.email.includes("hillwalkers")],
];

async function seedTags(ctx: Ctx, contacts: SampleContact[]): Promise<void> {
  const { workspaceId } = ctx;
  for (const [name, belongs] of tagRules) {
    const tagId = newId();
    await ctx.db.tag.create({ data: { workspaceId, id: tagId, name } });
    const data = contacts.filter(belongs).map((contact) => ({ workspaceId, contactId: contact.id, tagId }));
    await ctx.db.contactTag.createMany({ data });
  }
}

/** Some thousand contacts with custom fields, tags, lists and proof of their consent. */
export async function seedPeople(ctx: Ctx, random: () => number, count: number): Promise<SamplePeople> {
  await seedFields(ctx);
  const contacts = await seedContacts(ctx, samplePeople(random, count, ctx.now()));
  const lists: Record<string, string> = {};
  for (const list of sampleLists) {
    const [name, id] = await seedList(ctx, random, list, contacts);
    lists[name] = id;
  }
  await seedTags(ctx, contacts);
  await ctx.db.$executeRaw(Prisma.sql`analyze contact, subscription`);
  return { contacts, lists };
}
