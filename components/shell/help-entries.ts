import type { Permission } from "@/lib/base/permissions.shared";
import type { PlainPage } from "@/lib/client/paths";

/** What people ask for in their own words, and the page that answers it. */
export const helpEntries: readonly {
  label: string;
  page: PlainPage;
  keywords: readonly string[];
  needs?: Permission;
}[] = [
  {
    label: "How do I verify my domain?",
    page: "/settings/sending",
    keywords: ["dns", "records", "dkim", "spf", "dmarc", "authentication"],
    needs: "sending.read",
  },
  {
    label: "How do I change the sender's name and address?",
    page: "/settings/sending",
    keywords: ["from", "reply-to", "author"],
    needs: "sending.read",
  },
  {
    label: "How do I put my logo and colours into mails?",
    page: "/settings/brand",
    keywords: ["colors", "fonts", "design", "footer"],
  },
  {
    label: "Where do I change the postal address in the footer?",
    page: "/settings",
    keywords: ["imprint", "legal", "company"],
  },
  {
    label: "How do I write to part of my contacts?",
    page: "/contacts/segments",
    keywords: ["filter", "audience", "target"],
    needs: "segments.read",
  },
  {
    label: "How do I keep a birthday, a shop or a plan of people?",
    page: "/settings/fields",
    keywords: ["fields", "properties", "columns", "merge tags"],
  },
  {
    label: "Who bounced, complained or unsubscribed?",
    page: "/contacts/suppressions",
    keywords: ["spam", "opt out", "unreachable"],
    needs: "suppressions.read",
  },
  {
    label: "Why does my campaign send slowly?",
    page: "/settings/pacing",
    keywords: ["speed", "throttle", "limit", "warm-up"],
    needs: "sending.read",
  },
  {
    label: "How do I invite a colleague?",
    page: "/settings/members",
    keywords: ["team", "user", "role", "permission"],
    needs: "members.read",
  },
];
