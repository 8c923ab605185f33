import type { Ctx } from "@/lib/base/context";
import { createContact } from "@/lib/people/contacts/create-contact";
import { exportContactsCsv } from "@/lib/people/contacts/export-contacts";
import { createField, findFields } from "@/lib/people/contacts/fields";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { findTags } from "@/lib/people/contacts/tags";
import { createList } from "@/lib/people/lists/create-list";
import { findLists } from "@/lib/people/lists/queries";
import { subscribeContact } from "@/lib/people/lists/subscribe-contact";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { type Case, compare } from "./case";
import { importBytes, people } from "./import-file";
import { freshWorkspace } from "./workspace";

const PHONES = [
  "+1 555 0100",
  "+1 555-0100",
  "+1-555-0100 ext. 7",
  "=1+1",
  "'=1+1",
  "''+1",
  "-5",
  "@handle",
  "'quoted'",
  "\t=2",
];
const TAGS = ["a,b", "c;d", "e|f", '12" pizza', '"quoted"', "plain", "Łódź", "=cmd", "'+1"];
const NAMES = ["O'Brien", "=Jane", "Doe, Jane", 'Ann "Nan"', "Łukasz", "two\nlines"];

/** Our own export, imported again: equal before and after, and nothing new. */
export const roundTrip: readonly Case[] = [
  {
    name: "own export imported again: equal before and after",
    files: [],
    database: true,
    async run() {
      const ctx = await freshWorkspace();
      await populate(ctx);
      const before = await state(ctx);
      const { job, refusals } = await importBytes(ctx, "contacts.csv", exported(ctx));
      const counts = { created: job.created, updated: job.updated, refused: job.refused };
      return compare({
        refusals: [refusals, []],
        counts: [counts, { created: 0, updated: 0, refused: 0 }],
        contacts: [await state(ctx), before],
      });
    },
  },
  {
    name: "own export imported into an empty workspace: the same people, fields of their names",
    files: [],
    database: true,
    async run() {
      const from = await freshWorkspace();
      await populate(from);
      const to = await freshWorkspace();
      const { job } = await importBytes(to, "contacts.csv", exported(from));
      const plain = async (ctx: Ctx) =>
        (await people(ctx)).map(({ email, firstName, lastName, timeZone, language, tags, fields }) => ({
          ...{ email, firstName, lastName, timeZone, language },
          tags: [...tags].sort(),
          phone: fields.phone,
          zip: fields.zip,
        }));
      return compare({ refused: [job.refused, 0], people: [await plain(to), await plain(from)] });
    },
  },
];

async function* exported(ctx: Ctx): AsyncGenerator<Uint8Array> {
  yield Buffer.from("\ufeff");
  for await (const lines of await exportContactsCsv(ctx, ContactFilters.parse({}))) yield Buffer.from(lines);
}

async function populate(ctx: Ctx): Promise<void> {
  await createField(ctx, { label: "Phone", type: "text" });
  await createField(ctx, { label: "Zip", type: "text" });
  await createField(ctx, { label: "Score", type: "number" });
  await createField(ctx, { label: "Since", type: "date" });
  await createField(ctx, { label: "VIP", type: "boolean" });
  await createField(ctx, { label: "Plan", type: "select", options: ["Größe, S", "Größe; M"] });
  const news = await createList(ctx, { name: "News; weekly, mostly" });
  const old = await createList(ctx, { name: 'The "old" one' });
  for (const [at, phone] of PHONES.entries()) {
    const contact = await createContact(ctx, {
      email: `r${at}@trip.test`,
      firstName: NAMES[at % NAMES.length],
      lastName: NAMES[(at + 2) % NAMES.length],
      timeZone: at % 2 ? "Europe/Berlin" : null,
      language: at % 3 ? "pt-BR" : null,
      tags: TAGS.slice(0, (at % TAGS.length) + 1),
      fields: {
        phone,
        zip: `0${at}067`,
        score: at % 2 ? 1234.567 : -0.5,
        since: "2026-03-04",
        vip: at % 2 === 0,
        plan: at % 2 ? "Größe, S" : "Größe; M",
      },
    });
    for (const list of [news, old])
      await subscribeContact(ctx, {
        contactId: contact.id,
        listId: list.id,
        consent: "Signed up on paper at the fair",
      });
    if (at % 2) await unsubscribeContact(ctx, { contactId: contact.id });
  }
}

async function state(ctx: Ctx) {
  return {
    people: (await people(ctx)).map(({ lastActivityAt: _moves, ...one }) => one),
    fields: (await findFields(ctx)).map(({ key }) => key),
    tags: (await findTags(ctx)).map(({ name }) => name),
    lists: (await findLists(ctx)).map(({ name }) => name),
  };
}
