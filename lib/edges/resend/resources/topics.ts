import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { PageQuery, pageAmong, withoutNulls } from "@/lib/edges/resend/shapes";
import { archiveList } from "@/lib/people/lists/archive-list";
import { createList } from "@/lib/people/lists/create-list";
import { findTopics, getTopic, type Topic } from "@/lib/people/lists/topics";
import { updateList } from "@/lib/people/lists/update-list";

const noun = "Topic";
const one = { path: "/topics/{id}", noun, params: z.object({ id: idOf("lst") }) } as const;

const name = z.string().max(50, "Use at most 50 characters.");
const description = z.string().max(200, "Use at most 200 characters.").optional();
const visibility = z.enum(["public", "private"]).optional();
const subscriptions = ["opt_in", "opt_out"] as const;

const NewTopic = z.preprocess(
  withoutNulls,
  z.object({ name, description, visibility, default_subscription: z.enum(subscriptions) }),
);
const TopicChanges = z.preprocess(withoutNulls, z.object({ name: name.optional(), description, visibility }));

const presentTopic = (topic: Topic) => ({
  id: topic.id,
  name: topic.name,
  description: topic.description || null,
  default_subscription: topic.topicOptIn ? "opt_in" : "opt_out",
  visibility: topic.isPublic ? "public" : "private",
  created_at: topic.createdAt.toISOString(),
});

export const resendTopicOperations = [
  defineResend({
    id: "resend.topics.create",
    method: "POST",
    path: "/topics",
    noun,
    scopes: ["lists.write"],
    status: 201,
    body: NewTopic,
    example: { name: "Product updates", default_subscription: "opt_in" },
    run: async (ctx, { body }) => {
      const list = await createList(ctx, {
        ...{ name: body.name, description: body.description, isPublic: body.visibility === "public" },
        topicOptIn: body.default_subscription === "opt_in",
      });
      return { object: "topic", id: list.id };
    },
  }),
  defineResend({
    id: "resend.topics.list",
    method: "GET",
    path: "/topics",
    noun,
    scopes: ["lists.read"],
    query: PageQuery,
    run: async (ctx, { query }) => pageAmong((await findTopics(ctx)).map(presentTopic), query),
  }),
  defineResend({
    ...one,
    id: "resend.topics.get",
    method: "GET",
    scopes: ["lists.read"],
    run: async (ctx, { params }) => ({ object: "topic", ...presentTopic(await getTopic(ctx, params.id)) }),
  }),
  defineResend({
    ...one,
    id: "resend.topics.update",
    method: "PATCH",
    scopes: ["lists.write"],
    body: TopicChanges,
    example: { description: "What is new" },
    run: async (ctx, { params, body: { visibility: seen, ...changes } }) => {
      const { id } = await getTopic(ctx, params.id);
      await updateList(ctx, { listId: id, ...changes, ...(seen && { isPublic: seen === "public" }) });
      return { object: "topic", id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.topics.remove",
    method: "DELETE",
    scopes: ["lists.write"],
    run: async (ctx, { params }) => {
      const { id } = await getTopic(ctx, params.id);
      await archiveList(ctx, { listId: id });
      return { object: "topic", id, deleted: true };
    },
  }),
];
