import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { findCampaigns } from "@/lib/campaigns/draft/queries";
import { CampaignFilters } from "@/lib/campaigns/draft/schema";
import { createContact } from "@/lib/people/contacts/create-contact";
import { createField } from "@/lib/people/contacts/fields";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { findTags } from "@/lib/people/contacts/tags";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { createList } from "@/lib/people/lists/create-list";
import { createSegment } from "@/lib/people/segments/segments";
import { addSuppressions } from "@/lib/people/suppressions/add-suppressions";
import { findSuppressions } from "@/lib/people/suppressions/find-suppressions";
import { SuppressionFilters } from "@/lib/people/suppressions/schema";
import { findMail } from "@/lib/run/mailbox/queries";
import { InboxQuery } from "@/lib/run/mailbox/schema";
import { type Case, compare } from "./case";
import { freshWorkspace } from "./workspace";

const CITIES = ["Århus", "Łódź", "Москва", "Αθήνα", "KÖLN", "İstanbul", "Iğdır", "Straße", "Cafe\u0301", "Σίσυφος"];
const NAMES = ["Özlem", "Иван", "Łukasz", "Çağ", "Ünal", "Ἀλέξης"];
const spellings = (word: string) => [
  ...new Set([word, word.toLowerCase(), word.toUpperCase(), word.normalize("NFD"), word.normalize("NFC")]),
];

/** Letter case outside ASCII: on a cluster made with --locale=C, as the embedded one is. */
export const letterCase: readonly Case[] = [
  {
    name: "letter case outside ASCII: segments find and leave out",
    files: [],
    database: true,
    async run() {
      const ctx = await freshWorkspace();
      const { key } = await createField(ctx, { label: "City", type: "text" });
      for (const [at, city] of CITIES.entries())
        await createContact(ctx, { email: `c${at}@case.test`, fields: { [key]: city } });
      const wrong: string[] = [];
      for (const [at, city] of CITIES.entries()) {
        for (const value of spellings(city)) {
          const here = [`c${at}@case.test`];
          const others = CITIES.flatMap((_, other) => (other === at ? [] : [`c${other}@case.test`]));
          const ask = (op: "is" | "is_not" | "contains" | "begins_with", text: string) => inSegment(ctx, key, op, text);
          const letters = [...new Intl.Segmenter().segment(value)].map(({ segment }) => segment);
          if (String(await ask("is", value)) !== String(here)) wrong.push(`is ${value}`);
          if (String(await ask("is_not", value)) !== String(others)) wrong.push(`is not ${value}`);
          if (!(await ask("contains", letters.slice(1, 4).join(""))).includes(here[0]!))
            wrong.push(`contains ${value}`);
          if (!(await ask("begins_with", letters.slice(0, 3).join(""))).includes(here[0]!))
            wrong.push(`begins ${value}`);
        }
      }
      return compare({ "wrongly answered": [wrong, []] });
    },
  },
  {
    name: "letter case outside ASCII: searching people, campaigns, suppressions and mail",
    files: [],
    database: true,
    async run() {
      const ctx = await freshWorkspace();
      const wrong: string[] = [];
      for (const [at, name] of NAMES.entries()) {
        const email = `n${at}@case.test`;
        await createContact(ctx, { email, firstName: name, lastName: `${name}ov` });
        await createCampaign(ctx, { name: `Campaign ${name}` });
        await captureMail(`to${at}@case.test`, `Mail for ${name}`);
        for (const query of spellings(name)) {
          const { items } = await findContacts(ctx, { query });
          if (!items.some((one) => one.email === email)) wrong.push(`contact ${query}`);
          const both = await findContacts(ctx, { query: `${query} ${query}` });
          if (!both.items.some((one) => one.email === email)) wrong.push(`contact ${query} ${query}`);
          const { campaigns } = await findCampaigns(ctx, CampaignFilters.parse({ q: query }));
          if (!campaigns.some((one) => one.name === `Campaign ${name}`)) wrong.push(`campaign ${query}`);
          const mail = await findMail("open", InboxQuery.parse({ q: query }));
          if (!mail.items.some(({ subject }) => subject === `Mail for ${name}`)) wrong.push(`mail ${query}`);
        }
      }
      await addSuppressions(ctx, { addresses: "özlem@case.test" });
      for (const query of spellings("Özlem")) {
        const found = await findSuppressions(ctx, SuppressionFilters.parse({ query }));
        if (found.items.length !== 1) wrong.push(`suppression ${query}`);
      }
      return compare({ "not found": [wrong, []] });
    },
  },
  {
    name: "letter case outside ASCII: a list, a segment, a tag and a field have one name in every spelling",
    files: [],
    database: true,
    async run() {
      const ctx = await freshWorkspace();
      const rules = { kind: "group" as const, match: "all" as const, rules: [] };
      const made: string[] = [];
      const contact = await createContact(ctx, { email: "tags@case.test" });
      for (const word of CITIES) {
        for (const name of spellings(word)) {
          await createList(ctx, { name }).then(() => made.push(`list ${word}`), conflictOnly);
          await createSegment(ctx, { name, rules }).then(() => made.push(`segment ${word}`), conflictOnly);
          await createField(ctx, { label: name, type: "text" }).then(() => made.push(`field ${word}`), conflictOnly);
        }
        await updateContact(ctx, { contactId: contact.id, tags: spellings(word) });
      }
      const kinds = ["list", "segment", "field"].flatMap((kind) => CITIES.map((word) => `${kind} ${word}`));
      return compare({ made: [made.sort(), kinds.sort()], tags: [(await findTags(ctx)).length, CITIES.length] });
    },
  },
];

function conflictOnly(error: unknown): void {
  if ((error as { code?: string }).code !== "conflict") throw error;
}

async function inSegment(
  ctx: Ctx,
  key: string,
  op: "is" | "is_not" | "contains" | "begins_with",
  value: string,
): Promise<string[]> {
  const rules = { kind: "group" as const, match: "all" as const, rules: [{ kind: "field" as const, key, op, value }] };
  const { id } = await createSegment(ctx, { name: newId(), rules });
  const { items } = await findContacts(ctx, { segment: id, sort: "email", direction: "asc", limit: 200 });
  return items.map(({ email }) => email);
}

async function captureMail(envelopeTo: string, subject: string): Promise<void> {
  const { prisma } = await import("@/lib/base/db/client");
  const raw = Buffer.from(`To: ${envelopeTo}\r\n\r\nHello\r\n`);
  const data = { id: newId(), envelopeFrom: "a@case.test", envelopeTo, subject, bytes: raw.length, raw };
  await prisma.capturedMessage.create({ data });
}
