import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import { findGroup, findGroups, GroupId, presentGroup } from "@/lib/edges/resend/group";
import { contactsOfGroup } from "@/lib/edges/resend/group-contacts";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { cursorsOf, PageQuery, pageAmong, withoutNulls } from "@/lib/edges/resend/shapes";
import { archiveList } from "@/lib/people/lists/archive-list";
import { createList } from "@/lib/people/lists/create-list";
import { updateList } from "@/lib/people/lists/update-list";
import { deleteSegment, updateSegment } from "@/lib/people/segments/segments";

/** As Resend says it of segments too. */
const noun = "Audience";
const params = z.object({ id: GroupId });
const Named = z.preprocess(withoutNulls, z.object({ name: z.string(), filter: z.unknown().optional() }));

/** Segments have been audiences before: both words lead to the same. */
const ofWord = (word: "segments" | "audiences") => {
  const object = word.slice(0, -1);
  const id = (name: string) => `resend.${word}.${name}`;
  const one = { path: `/${word}/{id}`, noun, params } as const;
  return [
    defineResend({
      id: id("create"),
      method: "POST",
      path: `/${word}`,
      noun,
      scopes: ["lists.write"],
      status: 201,
      body: Named,
      example: { name: "Product news" },
      run: async (ctx, { body: { name, filter } }) => {
        const text = "Segments with rules are made in Homing, or by POST /api/v1/segments.";
        if (filter !== undefined) throw invalid(text, { filter: text });
        const list = await createList(ctx, { name, isPublic: false });
        return { object, id: list.id, name: list.name };
      },
    }),
    defineResend({
      id: id("list"),
      method: "GET",
      path: `/${word}`,
      noun,
      scopes: ["lists.read", "segments.read"],
      query: PageQuery,
      run: async (ctx, { query }) => pageAmong((await findGroups(ctx)).map(presentGroup), query),
    }),
    defineResend({
      ...one,
      id: id("get"),
      method: "GET",
      scopes: ["lists.read", "segments.read"],
      run: async (ctx, input) => ({ object, ...presentGroup(await findGroup(ctx, input.params.id)) }),
    }),
    defineResend({
      ...one,
      id: id("update"),
      method: "PATCH",
      scopes: ["lists.write", "segments.write"],
      body: z.object({ name: z.string() }),
      example: { name: "News" },
      run: async (ctx, { params: given, body }) => {
        const { kind, id: audienceId } = await findGroup(ctx, given.id);
        if (kind === "list") await updateList(ctx, { listId: audienceId, ...body });
        else await updateSegment(ctx, { segmentId: audienceId, ...body });
        return { object, id: audienceId };
      },
    }),
    defineResend({
      ...one,
      id: id("remove"),
      method: "DELETE",
      scopes: ["lists.write", "segments.write"],
      run: async (ctx, input) => {
        const { kind, id: audienceId } = await findGroup(ctx, input.params.id);
        if (kind === "list") await archiveList(ctx, { listId: audienceId });
        else await deleteSegment(ctx, { segmentId: audienceId });
        return { object, id: audienceId, deleted: true };
      },
    }),
    defineResend({
      ...one,
      id: id("contacts"),
      method: "GET",
      path: `/${word}/{id}/contacts`,
      scopes: ["contacts.read"],
      heavy: true,
      query: PageQuery,
      run: (ctx, { params: given, query }) =>
        contactsOfGroup(ctx, given.id, { ...cursorsOf("ctc", query), limit: query.limit }),
    }),
  ];
};

export const resendSegmentOperations = [...ofWord("segments"), ...ofWord("audiences")];
