import type { KeyMode, Permission } from "@/lib/base/permissions.shared";

export const apiKeyKinds = ["standard", "sending", "events"] as const;
export type ApiKeyKind = (typeof apiKeyKinds)[number];

interface AboutKind {
  label: string;
  description: string;
  /** Fixed for the kind; null: chosen for each key. */
  scopes: readonly Permission[] | null;
  /** It may be limited to one sending domain. */
  ofDomain?: true;
}

/** What a key is for. A kind that sends mail may be limited to one sending domain. */
export const aboutApiKeyKinds: Readonly<Record<ApiKeyKind, AboutKind>> = {
  standard: {
    label: "Standard",
    description: "Reads and changes what you choose below.",
    scopes: null,
  },
  sending: {
    label: "Sending only",
    description: "Sends single messages and reads nothing: for servers and devices that only have to mail.",
    scopes: ["emails.send"],
    ofDomain: true,
  },
  events: {
    label: "Events only",
    description:
      "Tells what people did and reads nothing: the write key for Segment, RudderStack, PostHog and web pages.",
    scopes: ["events.write"],
  },
};

interface AboutMode {
  label: string;
  description: string;
}

export const aboutKeyModes: Readonly<Record<KeyMode, AboutMode>> = {
  live: { label: "Live", description: "Its mail reaches people." },
  test: {
    label: "Test",
    description: "Works on the same contacts and lists, but its mail goes to the embedded mailbox only.",
  },
};
