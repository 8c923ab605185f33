import type { MappedItem } from "@/lib/inbound/providers/provider";
import type { WebhookSample } from "./webhook-samples";

interface Deviation {
  /** The provider and its own name of the event, as our reader gives it. */
  event: RegExp;
  /** What the source calls it, and what it is here. */
  theirs: string;
  ours: string;
  why: string;
}

/**
 * The single events that the sources read otherwise than the provider's documentation, each with what the documentation says. Everything
 * else must be read as the source reads it.
 */
const deviations: readonly Deviation[] = [
  {
    event: /^postmark Bounce\/(Blocked|DMARCPolicy)$/,
    theirs: "rejected",
    ours: "block",
    why: "The receiver refused it for what we are; Postmark had tried.",
  },
  {
    event: /^postmark Bounce\/BadEmailAddress$/,
    theirs: "rejected",
    ours: "hard_bounce",
    why: "The address is none; Postmark deactivates it.",
  },
  {
    event: /^postmark Bounce\/Unknown$/,
    theirs: "unknown",
    ours: "soft_bounce",
    why: "A bounce that Postmark could not tell apart.",
  },
  {
    event: /^postmark Bounce\/OpenRelayTest$/,
    theirs: "deferred",
    ours: "unmapped",
    why: "A server tried Postmark; no message of ours waits.",
  },
  {
    event: /^postmark Bounce\/InboundError$/,
    theirs: "inbound_failed",
    ours: "unmapped",
    why: "About mail that came in.",
  },
  {
    event: /^mailjet blocked\/(sender blocked|content blocked|policy issue|relay\/access denied)$/,
    theirs: "rejected",
    ours: "block",
    why: "The receiver's refusal of us, by Mailjet's table of errors.",
  },
  {
    event: /^mailjet blocked\/(bad or empty template|error in template language)$/,
    theirs: "rejected",
    ours: "failed",
    why: "Mailjet could not render it.",
  },
  {
    event: /^brevo list_addition$/,
    theirs: "subscribed",
    ours: "unmapped",
    why: "An entry in a list of Brevo's own is no consent here.",
  },
  {
    event: /^sparkpost (bounce|out_of_band)\/(2[0-4]|70)$/,
    theirs: "deferred",
    ours: "soft_bounce",
    why: "A bounce ends SparkPost's tries; what waits comes as `delay`.",
  },
  {
    event: /^sparkpost (bounce|out_of_band)\/25$/,
    theirs: "deferred",
    ours: "block",
    why: "A bounce ends SparkPost's tries; `Admin Failure` is about the set-up.",
  },
  {
    event: /^(ses Bounce|resend email\.bounced) suppressed_by_provider$/,
    theirs: "bounced",
    ours: "rejected",
    why: "The provider did not try: the address is on its own list.",
  },
];

/** Whether the documentation of this very event backs our reading against the source's word. */
export function isDocumentedDeviation(sample: WebhookSample, word: string, item: MappedItem): boolean {
  const type = item.kind === "event" ? item.type : "unmapped";
  const listed =
    item.kind === "event" && item.bounce?.category === "suppressed_by_provider" ? " suppressed_by_provider" : "";
  const name = `${sample.provider} ${item.name}`;
  return deviations.some(
    ({ event, theirs, ours }) => theirs === word && ours === type && (event.test(name) || event.test(name + listed)),
  );
}
