import type { z } from "zod";
import { bodyOf } from "@/lib/edges/webhooks/body";
import { bodySchemaOf, exampleData } from "@/lib/edges/webhooks/catalogue";
import { webhookEventKinds } from "@/lib/edges/webhooks/event-kinds.shared";
import type { ToldType } from "@/lib/events/outbox/told-facts";

type Json = Record<string, unknown>;

const EXAMPLE_ID = "evt_1CYQ3p4p2zGq5n3Zt8mXwJ";
const EXAMPLE_TIME = new Date("2026-11-30T08:00:00Z");

/** The body of a made-up event, as the reference shows it. */
export const exampleBody = (type: ToldType): unknown =>
  JSON.parse(bodyOf({ id: EXAMPLE_ID, type, occurredAt: EXAMPLE_TIME, data: exampleData(type) }));

const header = (name: string, description: string): Json => ({
  name,
  in: "header",
  required: true,
  description: `${description} The header svix-${name.slice("webhook-".length)} says the same.`,
  schema: { type: "string" },
});

/** How the document describes one event that is posted to other programs (OpenAPI 3.1, `webhooks`). */
export function webhookObject(type: ToldType, schemaOf: (schema: z.ZodType) => Json): Json {
  return {
    post: {
      tags: ["Events"],
      summary: webhookEventKinds[type].label,
      description: webhookEventKinds[type].about,
      security: [],
      parameters: [
        header("webhook-id", "The id of the event, the same for every try: what you have seen once is a repetition."),
        header(
          "webhook-timestamp",
          "When this try was made, in seconds since 1970. Refuse what is older than five minutes.",
        ),
        header(
          "webhook-signature",
          "One or two signatures, separated by a space: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks).",
        ),
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(bodySchemaOf(type)), example: exampleBody(type) } },
      },
      responses: {
        "2XX": { description: "Taken. Answer within 15 seconds, and work on it afterwards." },
        "410": { description: "Wants no more: the webhook is disabled at once." },
        default: { description: "Not taken: tried again over three days. Retry-After is heeded." },
      },
    },
  };
}
