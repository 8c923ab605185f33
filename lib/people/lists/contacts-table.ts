import { shownAddress } from "@/lib/base/addresses/shown-address";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId } from "@/lib/base/db/ids";
import { findFields, presentField } from "@/lib/people/contacts/fields";
import { type ContactItem, type ContactPage, countContacts, findContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters, FindContacts } from "@/lib/people/contacts/schema";
import { findTags, presentTag } from "@/lib/people/contacts/tags";
import { campaignChoices } from "@/lib/people/segments/campaign-choices";
import { eventChoices } from "@/lib/people/segments/event-choices";
import { goalChoices } from "@/lib/people/segments/goal-choices";
import { segmentChoices } from "@/lib/people/segments/segment-choices";
import { findListNames } from "./queries";

type Search = Record<string, string | string[] | undefined>;

const FILTERS = ["query", "list", "tag", "segment", "status", "suppressed", "rules"] as const;

/**
 * All that a page with a table of contacts shows, from its URL. What the URL says wrongly is ignored; a cursor or filter that no
 * longer holds gives the first page. `fixed` narrows more than the URL does.
 */
export async function contactsTable(ctx: Ctx, search: Search, fixed: Record<string, string> = {}) {
  const wanted = { ...search, ...fixed };
  const filters: Record<string, string> = {};
  for (const name of FILTERS) {
    const value = wanted[name];
    if (typeof value === "string" && value && ContactFilters.safeParse({ [name]: value }).success)
      filters[name] = value;
  }
  const lists = await findListNames(ctx);
  const [tags, segments, fields, campaigns, events, goals] = await Promise.all([
    findTags(ctx),
    segmentChoices(ctx),
    findFields(ctx),
    campaignChoices(ctx),
    eventChoices(ctx),
    goalChoices(ctx),
  ]);
  // A segment that was deleted narrows nothing; lists and tags of others find nobody by themselves.
  if (
    filters.segment &&
    !segments.some(({ id }) => parsePublicId("seg", id) === parsePublicId("seg", filters.segment ?? ""))
  )
    delete filters.segment;
  return {
    page: shown(
      await findPage(ctx, { ...filters, sort: wanted.sort, direction: wanted.direction, cursor: wanted.cursor }),
    ),
    total: await countContacts(ctx, ContactFilters.parse(filters)),
    narrowed: Object.keys(filters).length > 0 || Boolean(wanted.cursor),
    filters,
    fields: fields.map(presentField),
    choices: {
      lists,
      tags: tags.map(presentTag),
      segments,
      campaigns,
      events,
      goals,
    },
  };
}

/** A line of the table. */
export interface ContactLine extends ContactItem {
  /** With an international domain as people write it. */
  shownEmail: string;
}

export interface ContactLines extends ContactPage {
  items: ContactLine[];
}

const shown = (page: ContactPage): ContactLines => ({
  ...page,
  items: page.items.map((item) => ({ ...item, shownEmail: shownAddress(item.email) })),
});

async function findPage(ctx: Ctx, input: Search): Promise<ContactPage> {
  const parsed = FindContacts.safeParse(input);
  const { sort: _sort, direction: _direction, cursor: _cursor, ...filters } = input;
  if (!parsed.success) return findContacts(ctx, FindContacts.parse(filters));
  try {
    return await findContacts(ctx, parsed.data);
  } catch (error) {
    if (!parsed.data.cursor) throw error;
    return findContacts(ctx, { ...parsed.data, cursor: undefined });
  }
}
