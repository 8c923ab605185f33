import type { PlainPage } from "@/lib/client/paths";
import { type Msg, msg } from "@/lib/language/t";

/** What people ask for in their own words, and the page that answers it; shown to whoever may open the page. */
export const helpEntries: readonly [question: Msg, page: PlainPage, keywords: readonly string[]][] = [
  [
    msg("How do I verify my domain?"),
    "/settings/sending",
    ["dns", "records", "dkim", "spf", "dmarc", "authentication"],
  ],
  [msg("How do I change the sender's name and address?"), "/settings/sending", ["from", "reply-to", "author"]],
  [msg("How do I put my logo and colours into mails?"), "/settings/brand", ["colors", "fonts", "design", "footer"]],
  [msg("Where do I change the postal address in the footer?"), "/settings", ["imprint", "legal", "company"]],
  [msg("How do I write to part of my contacts?"), "/contacts/segments", ["filter", "audience", "target"]],
  [
    msg("How do I keep a birthday, a shop or a plan of people?"),
    "/settings/fields",
    ["fields", "properties", "columns", "merge tags"],
  ],
  [
    msg("How do I write again to those who did not open?"),
    "/campaigns",
    ["resend a campaign", "non-openers", "remind"],
  ],
  [msg("Who bounced, complained or unsubscribed?"), "/contacts/suppressions", ["spam", "opt out", "unreachable"]],
  [msg("Why does my campaign send slowly?"), "/settings/pacing", ["speed", "throttle", "limit", "warm-up"]],
  [
    msg("How do I tell another program who unsubscribed?"),
    "/settings/webhooks",
    ["integration", "events", "zapier", "shop"],
  ],
  [
    msg("How do I tell Homing what people buy or do elsewhere?"),
    "/settings/events",
    ["segment", "rudderstack", "posthog", "track", "shop", "website", "integration"],
  ],
  [msg("How do I invite a colleague?"), "/settings/members", ["team", "user", "role", "permission"]],
];
