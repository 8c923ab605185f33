import type { PlainPage } from "@/lib/client/paths";

/** The pages about the whole installation, in the order of their tabs. */
export const installationPages: readonly { label: string; path: PlainPage; keywords: string[] }[] = [
  { label: "Overview", path: "/settings/installation", keywords: ["health", "versions", "ready", "operator"] },
  { label: "Workers", path: "/settings/installation/workers", keywords: ["hosts", "heartbeat", "processes"] },
  {
    label: "Queues",
    path: "/settings/installation/queues",
    keywords: ["jobs", "failed", "retry", "schedules", "cron"],
  },
  { label: "Mail out", path: "/settings/installation/mail", keywords: ["transports", "senders", "sent", "throttled"] },
  { label: "Storage", path: "/settings/installation/storage", keywords: ["database", "disk", "size", "tables"] },
  {
    label: "Retention",
    path: "/settings/installation/retention",
    keywords: ["keep", "delete", "old", "privacy", "gdpr", "size", "growth"],
  },
  { label: "Workspaces", path: "/settings/installation/workspaces", keywords: ["suspend", "limits", "tenants"] },
  { label: "Accounts", path: "/settings/installation/accounts", keywords: ["users", "disable", "sessions"] },
  { label: "Security log", path: "/settings/installation/security-log", keywords: ["audit", "sign-ins"] },
  { label: "Changelog", path: "/settings/installation/changelog", keywords: ["news", "release", "version"] },
];
