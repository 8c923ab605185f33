import type { Permission } from "@/lib/base/permissions.shared";
import type { PlainPage } from "@/lib/client/paths";
import { type Msg, msg } from "@/lib/language/t";

/** The parts of the settings, in their order. */
export const settingsGroups = {
  workspace: msg("Workspace and data"),
  mail: msg("Sending and receiving"),
  programs: msg("For developers"),
  you: msg("You", "settings of oneself"),
} as const;

export interface SettingsPage {
  group: keyof typeof settingsGroups;
  label: Msg;
  path: PlainPage;
  /** What is there under other names, for the search. */
  keywords: readonly string[];
  needs?: Permission;
  operator?: true;
}

const pages: readonly SettingsPage[] = [
  {
    group: "workspace",
    label: msg("Workspace"),
    path: "/settings",
    keywords: ["name", "time zone", "language", "postal address", "tracking", "thresholds"],
  },
  {
    group: "workspace",
    label: msg("Brand"),
    path: "/settings/brand",
    keywords: ["logo", "colours", "colors", "fonts", "look", "footer"],
  },
  {
    group: "workspace",
    label: msg("Members"),
    path: "/settings/members",
    keywords: ["team", "invite", "roles", "users"],
    needs: "members.read",
  },
  {
    group: "workspace",
    label: msg("Custom fields"),
    path: "/settings/fields",
    keywords: ["properties", "columns", "merge tags", "personalise"],
    needs: "contacts.read",
  },
  {
    group: "workspace",
    label: msg("Goals"),
    path: "/settings/goals",
    keywords: ["conversions", "revenue", "orders", "sales", "money", "currency", "turnover", "kpi"],
    needs: "reports.read",
  },
  {
    group: "workspace",
    label: msg("Bin"),
    path: "/settings/bin",
    keywords: ["deleted", "undo", "restore", "bring back", "trash"],
    needs: "campaigns.write",
  },
  {
    group: "workspace",
    label: msg("Audit log"),
    path: "/settings/audit",
    keywords: ["history", "who did", "changes"],
    needs: "audit.read",
  },
  {
    group: "workspace",
    label: msg("Installation"),
    path: "/settings/installation",
    keywords: ["operator", "server", "health"],
    operator: true,
  },
  {
    group: "mail",
    label: msg("Sending"),
    path: "/settings/sending",
    keywords: ["domains", "senders", "dns", "dkim", "spf", "dmarc", "transports", "from"],
    needs: "sending.read",
  },
  {
    group: "mail",
    label: msg("Speed and warm-up"),
    path: "/settings/pacing",
    keywords: ["pace", "throttle", "limits", "brake", "reputation"],
    needs: "sending.read",
  },
  {
    group: "mail",
    label: msg("Inbound mail"),
    path: "/settings/inbound",
    keywords: ["bounces", "replies", "imap", "forward"],
    needs: "inbound.manage",
  },
  {
    group: "mail",
    label: msg("Provider webhooks"),
    path: "/settings/provider-webhooks",
    keywords: ["events", "api", "status"],
    needs: "provider-webhooks.manage",
  },
  {
    group: "mail",
    label: msg("Bounce rules"),
    path: "/settings/bounce-rules",
    keywords: ["smtp replies", "classify", "errors"],
    needs: "sending.write",
    operator: true,
  },
  {
    group: "programs",
    label: msg("API keys"),
    path: "/settings/api-keys",
    keywords: ["token", "secret", "program", "integration", "developer", "rest", "mcp", "assistant", "claude"],
    needs: "api-keys.manage",
  },
  {
    group: "programs",
    label: msg("Webhooks"),
    path: "/settings/webhooks",
    keywords: ["events", "integration", "developer", "zapier", "make", "n8n", "hooks", "svix", "notify", "outgoing"],
    needs: "webhooks.read",
  },
  {
    group: "programs",
    label: msg("Events"),
    path: "/settings/events",
    keywords: ["segment", "rudderstack", "posthog", "track", "identify", "traits", "shop", "write key", "debugger"],
    needs: "events.read",
  },
  {
    group: "you",
    label: msg("Your profile"),
    path: "/settings/profile",
    keywords: ["account", "name", "e-mail", "theme", "language"],
  },
  {
    group: "you",
    label: msg("Your security"),
    path: "/settings/security",
    keywords: ["password", "passkey", "second factor", "sessions", "devices", "link a provider"],
  },
];

/** The pages of the settings that somebody may open, in their order. */
export function settingsPages(who: { can(permission: Permission): boolean; isOperator: boolean }): SettingsPage[] {
  return pages.filter(({ needs, operator }) => (!needs || who.can(needs)) && (!operator || who.isOperator));
}
