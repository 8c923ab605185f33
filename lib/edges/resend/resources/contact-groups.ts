import { z } from "zod";
import { inTransaction } from "@/lib/base/db/transaction";
import { findGroup, findGroups, GroupId, presentGroup } from "@/lib/edges/resend/group";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { choose, contactOfPath, join, listOnly, TopicChoice } from "@/lib/edges/resend/save-contact";
import { PageQuery, pageAmong } from "@/lib/edges/resend/shapes";
import { listsOfMember, removeListMember } from "@/lib/people/lists/members";
import { topicsOf } from "@/lib/people/lists/topics";

const noun = "Contact";
const NameOfContact = z.string().max(1000);
const params = z.object({ contact: NameOfContact });
const inSegment = {
  path: "/contacts/{contact}/segments/{segment}",
  noun,
  params: z.object({ contact: NameOfContact, segment: GroupId }),
  scopes: ["contacts.write"],
} as const;
const ofTopics = { path: "/contacts/{contact}/topics", noun, params } as const;

/** The package sends the list itself, Resend's document says that it stands under `topics`. */
const Choices = z.union([
  z.array(TopicChoice).max(50),
  z.object({ topics: z.array(TopicChoice).max(50) }).transform(({ topics }) => topics),
]);

export const resendContactGroupOperations = [
  defineResend({
    id: "resend.contacts.segments.list",
    method: "GET",
    path: "/contacts/{contact}/segments",
    noun,
    params,
    scopes: ["contacts.read"],
    query: PageQuery,
    run: async (ctx, { params: { contact }, query }) => {
      const ids = await listsOfMember(ctx, await contactOfPath(ctx, contact, null));
      return pageAmong((await findGroups(ctx, ids)).map(presentGroup), query);
    },
  }),
  defineResend({
    ...inSegment,
    id: "resend.contacts.segments.add",
    method: "POST",
    run: async (ctx, { params: { contact, segment } }) => {
      const id = await contactOfPath(ctx, contact, null);
      await join(ctx, id, segment);
      return { object: "contact", id, contact_id: id, segment_id: segment };
    },
  }),
  defineResend({
    ...inSegment,
    id: "resend.contacts.segments.remove",
    method: "DELETE",
    run: async (ctx, { params: { contact, segment } }) => {
      const id = await contactOfPath(ctx, contact, null);
      await removeListMember(ctx, { contactId: id, listId: listOnly(await findGroup(ctx, segment)) });
      return { object: "contact", id, contact_id: id, segment_id: segment, deleted: true };
    },
  }),
  defineResend({
    ...ofTopics,
    id: "resend.contacts.topics.list",
    method: "GET",
    scopes: ["contacts.read"],
    query: PageQuery,
    run: async (ctx, { params: { contact }, query }) => {
      const topics = await topicsOf(ctx, await contactOfPath(ctx, contact, null));
      const shown = topics.map(({ topic: { id, name, description }, wants }) => ({
        ...{ id, name, description: description || null, subscription: wants ? "opt_in" : "opt_out" },
      }));
      return pageAmong(shown, query);
    },
  }),
  defineResend({
    ...ofTopics,
    id: "resend.contacts.topics.update",
    method: "PATCH",
    scopes: ["contacts.write"],
    body: Choices,
    example: [],
    run: async (ctx, { params: { contact }, body }) => {
      const id = await contactOfPath(ctx, contact, null);
      await inTransaction(ctx, async (tx) => {
        for (const topic of body) await choose(tx, id, topic, { askedFor: true });
      });
      return { object: "contact", id, contact_id: id, topics: body };
    },
  }),
];
