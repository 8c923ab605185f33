import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { nameGiven } from "@/lib/edges/api/snake-case";
import { createHook, findHooks } from "@/lib/edges/webhooks/create-hook";
import { deleteWebhook } from "@/lib/edges/webhooks/delete-webhook";
import { webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import { findHookSamples } from "@/lib/edges/webhooks/find-hook-samples";
import { CreateHook } from "@/lib/edges/webhooks/schema";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "REST hooks";

const Hook = z
  .object({ id: z.string(), targetUrl: z.string(), event: z.enum(webhookEventTypes), createdAt: Time })
  .meta({ id: "Hook" });

/** Zapier writes `targetUrl`. */
const Subscribed = z.preprocess(
  (given) =>
    typeof given === "object" && given !== null
      ? Object.fromEntries(
          Object.entries(given).map(([name, value]) => [nameGiven(name) === "targetUrl" ? "targetUrl" : name, value]),
        )
      : given,
  CreateHook,
);

const subscribe = defineOperation({
  id: "subscribeHook",
  method: "POST",
  path: "/hooks",
  group,
  summary: "Subscribe to an event",
  description:
    "For platforms that subscribe for each automation, as Zapier, Make and n8n do. Events are posted to `target_url` from now on, in the shape of `GET /hooks/samples`; whoever answers 410 is unsubscribed. The key needs the scopes of what is told: `contacts.read` for people, `reports.read` for messages, `suppressions.read`, `campaigns.read`. The same address and event once more are the same hook.",
  scope: "webhooks.write",
  also: ["contacts.read"],
  status: 201,
  body: Subscribed,
  documented: CreateHook,
  example: { target_url: "https://hooks.zapier.com/hooks/standard/1/abc/", event: "contact.created" },
  answer: Hook,
  run: async (ctx, { body }) => (await createHook(ctx, body)) as z.input<typeof Hook>,
});

const list = defineOperation({
  id: "listHooks",
  method: "GET",
  path: "/hooks",
  group,
  summary: "List the hooks",
  description:
    "All on one page, the newest first; with `target_url` those of one address, as n8n asks before it subscribes.",
  scope: "webhooks.read",
  query: z.strictObject({ targetUrl: z.string().max(2000).optional() }),
  answer: pageOf(Hook),
  run: async (ctx, { query }) => asPage((await findHooks(ctx, query)) as z.input<typeof Hook>[], null),
});

const unsubscribe = defineOperation({
  id: "unsubscribeHook",
  method: "DELETE",
  path: "/hooks/{webhook_id}",
  group,
  summary: "Unsubscribe",
  description: "Nothing more is posted.",
  scope: "webhooks.write",
  status: 204,
  params: z.strictObject({ webhookId: idParam("whk") }),
  run: (ctx, { params }) => deleteWebhook(ctx, params),
});

const Sample = z.object({
  id: z.string(),
  type: z.enum(webhookEventTypes),
  timestamp: Time,
  createdAt: Time,
  test: z.literal(true).optional().meta({ description: "Only there when it is made up." }),
  data: z.record(z.string(), z.unknown()).meta({ description: "As the event has it; see Events." }),
});

const samples = defineOperation({
  id: "listHookSamples",
  method: "GET",
  path: "/hooks/samples",
  group,
  summary: "Samples of an event",
  description:
    "What a hook gets, as an array: the last three of this kind that were told, newest first, or a made-up one while there are none. `id` is what repetitions are known by.",
  scope: "webhooks.read",
  also: ["contacts.read"],
  query: z.strictObject({ event: z.enum(webhookEventTypes).default("contact.created") }),
  answer: z.array(Sample),
  run: async (ctx, { query }) =>
    (await findHookSamples(ctx, query)).map(({ created_at: createdAt, ...body }) => ({
      ...body,
      createdAt,
    })) as z.input<typeof Sample>[],
});

export const hookOperations = [subscribe, list, unsubscribe, samples];
