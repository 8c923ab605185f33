import type { Permission } from "@/lib/base/permissions.shared";
import type { PlainPage } from "@/lib/client/paths";

export interface SettingsPage {
  label: string;
  path: PlainPage;
  /** What is there under other names, for the search. */
  keywords: readonly string[];
  needs?: Permission;
  operator?: true;
}

const pages: readonly SettingsPage[] = [
  {
    label: "Workspace",
    path: "/settings",
    keywords: ["name", "time zone", "language", "postal address", "tracking", "thresholds"],
  },
  { label: "Brand", path: "/settings/brand", keywords: ["logo", "colours", "colors", "fonts", "look", "footer"] },
  {
    label: "Sending",
    path: "/settings/sending",
    keywords: ["domains", "senders", "dns", "dkim", "spf", "dmarc", "transports", "from"],
    needs: "sending.read",
  },
  {
    label: "Speed and warm-up",
    path: "/settings/pacing",
    keywords: ["pace", "throttle", "limits", "brake", "reputation"],
    needs: "sending.read",
  },
  {
    label: "Inbound mail",
    path: "/settings/inbound",
    keywords: ["bounces", "replies", "imap", "forward"],
    needs: "inbound.manage",
  },
  {
    label: "Provider webhooks",
    path: "/settings/provider-webhooks",
    keywords: ["events", "api", "status"],
    needs: "provider-webhooks.manage",
  },
  {
    label: "Bounce rules",
    path: "/settings/bounce-rules",
    keywords: ["smtp replies", "classify", "errors"],
    needs: "sending.write",
    operator: true,
  },
  {
    label: "API keys",
    path: "/settings/api-keys",
    keywords: ["token", "secret", "program", "integration", "developer", "rest", "mcp", "assistant", "claude"],
    needs: "api-keys.manage",
  },
  {
    label: "Webhooks",
    path: "/settings/webhooks",
    keywords: ["events", "integration", "developer", "zapier", "make", "n8n", "hooks", "svix", "notify", "outgoing"],
    needs: "webhooks.read",
  },
  {
    label: "Events",
    path: "/settings/events",
    keywords: ["segment", "rudderstack", "posthog", "track", "identify", "traits", "shop", "write key", "debugger"],
    needs: "events.read",
  },
  {
    label: "Goals",
    path: "/settings/goals",
    keywords: ["conversions", "revenue", "orders", "sales", "money", "currency", "turnover", "kpi"],
    needs: "reports.read",
  },
  {
    label: "Custom fields",
    path: "/settings/fields",
    keywords: ["properties", "columns", "merge tags", "personalise"],
    needs: "contacts.read",
  },
  {
    label: "Members",
    path: "/settings/members",
    keywords: ["team", "invite", "roles", "users"],
    needs: "members.read",
  },
  {
    label: "Bin",
    path: "/settings/bin",
    keywords: ["deleted", "undo", "restore", "bring back", "trash"],
    needs: "campaigns.write",
  },
  { label: "Audit log", path: "/settings/audit", keywords: ["history", "who did", "changes"], needs: "audit.read" },
  { label: "Installation", path: "/settings/installation", keywords: ["operator", "server", "health"], operator: true },
  { label: "Your profile", path: "/settings/profile", keywords: ["account", "name", "e-mail", "theme", "language"] },
  {
    label: "Your security",
    path: "/settings/security",
    keywords: ["password", "passkey", "second factor", "sessions", "devices", "link a provider"],
  },
];

/** The pages of the settings that somebody may open, in their order. */
export function settingsPages(who: { can(permission: Permission): boolean; isOperator: boolean }): SettingsPage[] {
  return pages.filter(({ needs, operator }) => (!needs || who.can(needs)) && (!operator || who.isOperator));
}
