import type { PlainPage } from "@/lib/client/paths";

/** What people ask for in their own words, and the page that answers it; shown to whoever may open the page. */
export const helpEntries: readonly [question: string, page: PlainPage, keywords: readonly string[]][] = [
  ["How do I verify my domain?", "/settings/sending", ["dns", "records", "dkim", "spf", "dmarc", "authentication"]],
  ["How do I change the sender's name and address?", "/settings/sending", ["from", "reply-to", "author"]],
  ["How do I put my logo and colours into mails?", "/settings/brand", ["colors", "fonts", "design", "footer"]],
  ["Where do I change the postal address in the footer?", "/settings", ["imprint", "legal", "company"]],
  ["How do I write to part of my contacts?", "/contacts/segments", ["filter", "audience", "target"]],
  [
    "How do I keep a birthday, a shop or a plan of people?",
    "/settings/fields",
    ["fields", "properties", "columns", "merge tags"],
  ],
  ["Who bounced, complained or unsubscribed?", "/contacts/suppressions", ["spam", "opt out", "unreachable"]],
  ["Why does my campaign send slowly?", "/settings/pacing", ["speed", "throttle", "limit", "warm-up"]],
  [
    "How do I tell another program who unsubscribed?",
    "/settings/webhooks",
    ["integration", "events", "zapier", "shop"],
  ],
  [
    "How do I tell Homing what people buy or do elsewhere?",
    "/settings/events",
    ["segment", "rudderstack", "posthog", "track", "shop", "website", "integration"],
  ],
  ["How do I invite a colleague?", "/settings/members", ["team", "user", "role", "permission"]],
];
