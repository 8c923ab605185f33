import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg } from "@/lib/language/t";
import type { RecipientOutcome } from "./schema";

/** What a number means, in words for the marketer. The report, the dashboard and the CSV all read this table. */
export interface Metric {
  label: Msg;
  definition: Msg;
  /** The people behind the number. */
  outcome: RecipientOutcome;
}

export const METRICS = {
  sent: {
    label: msg("Sent"),
    definition: msg("Messages a receiving server answered for good: delivered and bounced together."),
    outcome: "sent",
  },
  delivered: {
    label: msg("Delivered"),
    definition: msg(
      "Sent less bounced. Rate: delivered ÷ sent. The server took the message; it may still sort it as spam.",
    ),
    outcome: "delivered",
  },
  opened: {
    label: msg("Human opens"),
    definition: msg(
      "Recipients whose mail program loaded the tracking picture, or who viewed it in the browser, each counted once. Privacy proxies (Apple, Gmail, Yahoo) and bots are left out and shown apart. Rate: openers ÷ delivered. People who block pictures are missing, so read it as a trend.",
    ),
    outcome: "opened",
  },
  clicked: {
    label: msg("Human clicks"),
    definition: msg(
      "Recipients who followed at least one link, each counted once. Left out: known bots, HEAD requests, clicks within 2 seconds of delivery, and bursts over three or more links. Rate: clickers ÷ delivered.",
    ),
    outcome: "clicked",
  },
  clickToOpen: {
    label: msg("Click-to-open"),
    definition: msg(
      "People who clicked ÷ people who opened. It can pass 100%: somebody whose opens hide behind a proxy still counts as a clicker.",
    ),
    outcome: "clicked",
  },
  bounced: {
    label: msg("Bounced"),
    definition: msg(
      "Messages the receiving server refused for good, at once or later. Hard: the mailbox does not exist. Soft: retries ran out. Block: refused for content, policy or reputation. Rate: bounced ÷ sent.",
    ),
    outcome: "bounced",
  },
  unsubscribed: {
    label: msg("Unsubscribed"),
    definition: msg(
      "Recipients who unsubscribed through this message, each counted once. Rate: unsubscribed ÷ delivered.",
    ),
    outcome: "unsubscribed",
  },
  complained: {
    label: msg("Complaints"),
    definition: msg(
      "Recipients who marked the message as spam, as reported by their provider. Gmail and Apple tell nobody. Rate: complaints ÷ delivered.",
    ),
    outcome: "complained",
  },
} as const satisfies Record<string, Metric>;
export type MetricKey = keyof typeof METRICS;

/** Why a click or an open was judged to be a machine's, in words. */
export const AGENT_REASONS: Record<string, Msg> = ownTable({
  gmail_image_proxy: msg("Gmail's image proxy"),
  yahoo_mail_proxy: msg("Yahoo's image proxy"),
  seznam_mail_proxy: msg("Seznam's image proxy"),
  mail_image_proxy: msg("a mail image proxy"),
  apple_mail_privacy: msg("Apple Mail Privacy Protection"),
  security_scanner: msg("a security scanner"),
  known_bot: msg("a known bot"),
  no_user_agent: msg("no program named"),
  head_request: msg("a HEAD request"),
  seconds_after_delivery: msg("seconds after delivery"),
  link_fetched_as_image: msg("fetched as a picture"),
  links_in_a_burst: msg("many links within seconds"),
});

/** A part of a whole from 0 to 1; null when there is no whole, which is not the same as zero. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
