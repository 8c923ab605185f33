import type { Ctx } from "@/lib/base/context";
import { statusOf, toAppError } from "@/lib/base/http/error-response";
import { createContact } from "@/lib/people/contacts/create-contact";
import { createField } from "@/lib/people/contacts/fields";
import { createTag } from "@/lib/people/contacts/tags";
import { createList } from "@/lib/people/lists/create-list";
import { createSegment } from "@/lib/people/segments/segments";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { createSender } from "@/lib/sending/transports/create-sender";
import { type Case, compare } from "./case";
import { freshWorkspace } from "./workspace";

const rules = { kind: "group" as const, match: "all" as const, rules: [] };
const makers: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  address: (ctx) => createContact(ctx, { email: "three@times.test" }),
  field: (ctx) => createField(ctx, { label: "Größe", type: "text" }),
  list: (ctx) => createList(ctx, { name: "Three at once" }),
  tag: (ctx) => createTag(ctx, { name: "Three" }),
  segment: (ctx) => createSegment(ctx, { name: "Three", rules }),
  sender: (ctx) => createSender(ctx, { name: "Three", email: "three@cases.test" }),
  domain: (ctx) => createDomain(ctx, { name: "three.example.com" }),
};

/** A form sent three times at once: one made, the others told so. */
export const doubleSubmit: readonly Case[] = Object.entries(makers).map(([kind, make]) => ({
  name: `three parallel requests for one new ${kind}: one made, the others 409 in words`,
  files: [],
  database: true,
  async run() {
    const ctx = await freshWorkspace();
    if (kind === "sender") await createDomain(ctx, { name: "cases.test" });
    const answers = await Promise.allSettled([make(ctx), make(ctx), make(ctx)]);
    const statuses = answers.map((answer) =>
      answer.status === "fulfilled" ? 200 : statusOf[toAppError(answer.reason).code],
    );
    const texts = answers.flatMap((answer) =>
      answer.status === "rejected" ? [toAppError(answer.reason).message] : [],
    );
    return compare({
      statuses: [statuses.sort(), [200, 409, 409]],
      texts: [texts.filter((text) => !/\b(already|has this name)\b/.test(text)), []],
    });
  },
}));
