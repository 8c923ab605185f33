import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { type Msg, msg } from "@/lib/language/t";

export const apiKeyKinds = ["standard", "sending", "events"] as const;
export type ApiKeyKind = (typeof apiKeyKinds)[number];

interface AboutKind {
  label: Msg;
  description: Msg;
  /** Fixed for the kind; null: chosen for each key. */
  scopes: readonly Permission[] | null;
  /** It may be limited to one sending domain. */
  ofDomain?: true;
}

/** What a key is for. A kind that sends mail may be limited to one sending domain. */
export const aboutApiKeyKinds: Readonly<Record<ApiKeyKind, AboutKind>> = {
  standard: {
    label: msg("Standard"),
    description: msg("Reads and changes what you choose below."),
    scopes: null,
  },
  sending: {
    label: msg("Sending only"),
    description: msg("Sends single messages and reads nothing: for servers and devices that only have to mail."),
    scopes: ["emails.send"],
    ofDomain: true,
  },
  events: {
    label: msg("Events only"),
    description: msg(
      "Tells what people did and reads nothing: the write key for Segment, RudderStack, PostHog and web pages.",
    ),
    scopes: ["events.write"],
  },
};

interface AboutMode {
  label: Msg;
  description: Msg;
}

export const aboutKeyModes: Readonly<Record<KeyMode, AboutMode>> = {
  live: { label: msg("Live", "not for tests"), description: msg("Its mail reaches people.") },
  test: {
    label: msg("Test"),
    description: msg("Works on the same contacts and lists, but its mail goes to the embedded mailbox only."),
  },
};
