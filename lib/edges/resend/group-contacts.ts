import type { Ctx } from "@/lib/base/context";
import { newestContacts, type PageByIds } from "@/lib/people/contacts/find-contacts";
import { findListMembers } from "@/lib/people/lists/members";
import { segmentWhere } from "@/lib/people/segments/segment-where";
import { presentContact } from "./contact";
import { findGroup } from "./group";
import { listOf } from "./shapes";

/** A page of who is in a segment, the newest first; seen from a list, who has left it counts as unsubscribed. Throws `not_found`. */
export async function contactsOfGroup(ctx: Ctx, groupId: string, page: PageByIds) {
  const { kind, id } = await findGroup(ctx, groupId);
  const { items, more } =
    kind === "list"
      ? await findListMembers(ctx, id, page)
      : await newestContacts(ctx, await segmentWhere(ctx, id), page);
  return listOf(
    items.map((item) => presentContact(item, kind === "list" ? id : null)),
    more,
  );
}
