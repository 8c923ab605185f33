import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { type CustomEventKind, namesOfKinds } from "@/lib/events/custom/kinds.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import { occurredAt } from "@/lib/events/custom/occurred-at";
import { words } from "@/lib/language/t";
import { TRAITS_KEY } from "@/lib/people/identities/waiting";
import { type Dialect, isJson, type Json, jsonOf, ownValue, type ToldCall, textOf, without } from "./dialect";

const kindsOfNames: ReadonlyMap<string, CustomEventKind> = new Map([
  ["$identify", "identify"],
  ["$set", "identify"],
  ["$create_alias", "alias"],
  ["$groupidentify", "group"],
  ["$pageview", "page"],
  ["$screen", "screen"],
]);

const placed: ReadonlySet<string> = new Set([
  ...["event", "distinct_id", "uuid", "properties", "api_key", "token", "$set"],
]);

/** PostHog's libraries (posthog-node 5.70: `/batch/`, and `/i/v1/analytics/events` where it is told so). */
export const posthogDialect: Dialect = {
  source: "posthog",
  maxBytes: PART_BYTES,
  keyIn: (body) => textOf(body, "api_key", "token") ?? textOf(jsonOf(body, "properties"), "token") ?? null,
  messagesOf: ({ body }) => (Array.isArray(body.batch) ? body.batch : [body]),
  sharedOf: () => ({}),
  eventOf,
  taken: ({ call, body }) => (call === "i/v1/analytics/events" ? { results: resultsOf(body) } : { status: 1 }),
  refused: (code, detail) => ({ type: "validation_error", code, detail }),
};

function eventOf(message: Json, { body, receivedAt }: ToldCall): NewCustomEvent | string {
  const properties = jsonOf(message, "properties");
  const name = textOf(message, "event") ?? "";
  const kind = kindsOfNames.get(name) ?? "track";
  const id = textOf(message, "distinct_id", "$distinct_id") ?? textOf(properties, "distinct_id") ?? null;
  const set = { ...jsonOf(properties, "$set"), ...jsonOf(message, "$set") };
  const alias = textOf(properties, "alias") ?? null;
  if (kind === "alias" && (id === null || alias === null))
    return words("An alias names distinct_id and alias: this one lacks one of them.");
  const identifies = kind === "identify" || kind === "alias" || Object.keys(set).length > 0;
  return {
    kind,
    name: kind === "track" ? name : namesOfKinds[kind],
    occurredAt: occurredAt({
      at: textOf(message, "timestamp"),
      sentAt: textOf(body, "sent_at", "sentAt", "created_at"),
      receivedAt,
    }),
    messageId: textOf(message, "uuid") ?? textOf(properties, "$insert_id") ?? null,
    contactId: null,
    // What a group is called is the id of nobody.
    userId: kind === "group" ? null : id,
    anonymousId: kind === "group" ? id : kind === "alias" ? alias : (textOf(properties, "$anon_distinct_id") ?? null),
    email: null,
    introduces: false,
    identifies,
    source: "posthog",
    properties: kind === "identify" ? set : without(properties, own),
    // The traits of a person that come beside an event are read from there.
    details: {
      ...without(message, placed),
      ...(kind === "identify" ? without(properties, own) : identifies && { [TRAITS_KEY]: set }),
      ...(ownValue(properties, "$set_once") !== undefined && { $set_once: properties.$set_once }),
    },
  };
}

const own: ReadonlySet<string> = new Set(["$set", "$set_once", "token", "distinct_id"]);

/** The new way wants to hear of each message; what was refused is not sent once more. */
function resultsOf(body: Json): Json {
  const messages: unknown[] = Array.isArray(body.batch) ? body.batch : [];
  return Object.fromEntries(
    messages.filter(isJson).flatMap((message) => {
      const uuid = textOf(message, "uuid");
      return uuid === undefined ? [] : [[uuid, { result: "ok" }]];
    }),
  );
}

/** Of whoever asks for feature flags: there are none here, and waiting for them would hold a program up. */
export const noFlags: Json = {
  ...{ flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false },
  ...{ config: { enable_collect_everything: false }, sessionRecording: false, supportedCompression: ["gzip"] },
};
