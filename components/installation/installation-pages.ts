import type { PlainPage } from "@/lib/client/paths";
import { type Msg, msg } from "@/lib/language/t";

/** The pages about the whole installation, in the order of their tabs. */
export const installationPages: readonly { label: Msg; path: PlainPage; keywords: string[] }[] = [
  { label: msg("Overview"), path: "/settings/installation", keywords: ["health", "versions", "ready", "operator"] },
  { label: msg("Workers"), path: "/settings/installation/workers", keywords: ["hosts", "heartbeat", "processes"] },
  {
    label: msg("Queues"),
    path: "/settings/installation/queues",
    keywords: ["jobs", "failed", "retry", "schedules", "cron"],
  },
  {
    label: msg("Mail out"),
    path: "/settings/installation/mail",
    keywords: ["transports", "senders", "sent", "throttled"],
  },
  { label: msg("Storage"), path: "/settings/installation/storage", keywords: ["database", "disk", "size", "tables"] },
  {
    label: msg("Retention"),
    path: "/settings/installation/retention",
    keywords: ["keep", "delete", "old", "privacy", "gdpr", "size", "growth"],
  },
  { label: msg("Workspaces"), path: "/settings/installation/workspaces", keywords: ["suspend", "limits", "tenants"] },
  { label: msg("Accounts"), path: "/settings/installation/accounts", keywords: ["users", "disable", "sessions"] },
  { label: msg("Security log"), path: "/settings/installation/security-log", keywords: ["audit", "sign-ins"] },
  { label: msg("Changelog"), path: "/settings/installation/changelog", keywords: ["news", "release", "version"] },
];
