import { type Msg, msg } from "@/lib/language/t";
/** The calls of the Segment specification; `track` is also what our own API takes. */
export const customEventKinds = ["track", "page", "screen", "identify", "group", "alias"] as const;
export type CustomEventKind = (typeof customEventKinds)[number];

/** By which way an event came. */
export const customEventSources = ["api", "segment", "posthog"] as const;
export type CustomEventSource = (typeof customEventSources)[number];

/** What events are called that come without a name of their own. */
export const namesOfKinds: Readonly<Record<Exclude<CustomEventKind, "track">, string>> = {
  page: "Page viewed",
  screen: "Screen viewed",
  identify: "Identified",
  group: "Joined a group",
  alias: "Got another id",
};

export const sourceLabels: Readonly<Record<CustomEventSource, Msg>> = {
  api: msg("API"),
  segment: msg("Segment calls"),
  posthog: msg("PostHog calls"),
};

/** Longest name of an event, in characters. */
export const MAX_EVENT_NAME = 200;
/** Longest id of a person or a message, in characters. */
export const MAX_EVENT_ID = 255;
/** Longest message, in bytes of its JSON. */
export const MAX_EVENT_BYTES = 32_768;
/** Events that one transaction stores. */
export const EVENTS_AT_ONCE = 1_000;
