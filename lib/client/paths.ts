/** Pages of a workspace, below its slug: one for each page.tsx under `app/(workspace)/[slug]`. */
export const workspacePages = [
  "/",
  "/campaigns",
  "/campaigns/[campaignId]",
  "/campaigns/[campaignId]/report",
  "/campaigns/[campaignId]/report/recipients",
  "/campaigns/new",
  "/campaigns/send-requests/[sendRequestId]",
  "/contacts",
  "/contacts/[contactId]",
  "/contacts/import",
  "/contacts/import/[importId]",
  "/contacts/segments",
  "/contacts/segments/[segmentId]",
  "/contacts/suppressions",
  "/contacts/suppressions/installation",
  "/contacts/suppressions/why",
  "/emails",
  "/lists",
  "/lists/[listId]",
  "/mailbox",
  "/messages/[messageId]",
  "/notifications",
  "/replies",
  "/replies/[replyId]",
  "/replies/returned-mail",
  "/settings",
  "/settings/api-keys",
  "/settings/api-keys/[apiKeyId]",
  "/settings/audit",
  "/settings/bin",
  "/settings/bounce-rules",
  "/settings/brand",
  "/settings/events",
  "/settings/fields",
  "/settings/goals",
  "/settings/inbound",
  "/settings/installation",
  "/settings/installation/accounts",
  "/settings/installation/changelog",
  "/settings/installation/mail",
  "/settings/installation/queues",
  "/settings/installation/retention",
  "/settings/installation/security-log",
  "/settings/installation/storage",
  "/settings/installation/workers",
  "/settings/installation/workspaces",
  "/settings/members",
  "/settings/pacing",
  "/settings/profile",
  "/settings/provider-webhooks",
  "/settings/provider-webhooks/[providerEndpointId]",
  "/settings/security",
  "/settings/sending",
  "/settings/webhooks",
  "/settings/webhooks/[webhookId]",
  "/templates",
  "/templates/[templateId]",
] as const;

/** Pages outside of a workspace: every other page.tsx of `app`. */
export const outerPages = [
  "/",
  "/forgot-password",
  "/invite/[token]",
  "/mailbox",
  "/reset-password/[token]",
  "/second-factor",
  "/setup",
  "/sign-in",
  "/sign-in/confirm",
  "/sign-in/second-step",
  "/sign-up",
  "/verify-email/[token]",
  "/workspaces",
  "/workspaces/new",
] as const;

/** Routes that a link leads to: files, and the door of the embedded mailbox. */
export const linkedRoutes = [
  "/api/app/mailbox/key",
  "/api/app/mailbox/messages/[captureId]/raw",
  "/api/app/workspaces/[slug]/contacts/[contactId]/consent",
  "/api/app/workspaces/[slug]/contacts/export",
  "/api/app/workspaces/[slug]/imports/[importId]/refused",
  "/api/app/workspaces/[slug]/installation/security-log/export",
  "/api/app/workspaces/[slug]/messages/[messageId]/raw",
  "/api/app/workspaces/[slug]/reports/[campaignId]/export",
  "/api/app/workspaces/[slug]/suppressions/export",
  "/api/v1/reference",
] as const;

/** Routes whose addresses are given to other programs, which post to them. */
export const hookRoutes = ["/api/hooks/[provider]/[token]", "/api/hooks/inbound/[token]", "/api/mcp"] as const;

/** Pages of a workspace that had another address once, with all below them; mails and bookmarks still name it. */
export const movedPages: readonly (readonly [string, PlainPage])[] = [
  ["/replies/came-back", "/replies/returned-mail"],
  ["/settings/domains", "/settings/sending"],
  ["/settings/webhooks-in", "/settings/provider-webhooks"],
];

export type WorkspacePage = (typeof workspacePages)[number];
/** A page that needs no id. */
export type PlainPage = Exclude<WorkspacePage, `${string}[${string}`>;
export type OuterPage = (typeof outerPages)[number];
export type LinkedRoute = (typeof linkedRoutes)[number];
export type HookRoute = (typeof hookRoutes)[number];

/** An address below a workspace's slug, as notifications store it. Only `workspacePath` and `storedPath` make one. */
export type WorkspacePath = string & { readonly madeBy: "workspacePath" };

type Names<P extends string> = P extends `${string}[${infer Name}]${infer Rest}` ? Name | Names<Rest> : never;
type Given = string | number | null | undefined;
type Values<P extends string> = Readonly<Record<Names<P>, string> & Record<string, Given>>;
/** What the pattern names goes into the path, the rest into the query; empty ones are left out. */
export type PathValues<P extends string> = [Names<P>] extends [never] ? [values?: Values<P>] : [values: Values<P>];

/** Address of a page outside of workspaces: `outerPath("/sign-in", { next })`. */
export const outerPath = <P extends OuterPage>(pattern: P, ...[values]: PathValues<P>): string => fill(pattern, values);

/** Address of a route, for a link or for another program: `routePath("/api/app/workspaces/[slug]/contacts/export", { slug, q })`. */
export const routePath = <P extends LinkedRoute | HookRoute>(pattern: P, ...[values]: PathValues<P>): string =>
  fill(pattern, values);

/** Address of a page below its workspace, for where the slug is not known yet: `workspacePath("/lists/[listId]", { listId })`. */
export const workspacePath = <P extends WorkspacePage>(pattern: P, ...[values]: PathValues<P>): WorkspacePath =>
  fill(pattern, values) as WorkspacePath;

/** The same with its workspace: "/acme/lists/lst_1". */
export const pathIn = <P extends WorkspacePage>(slug: string, pattern: P, ...values: PathValues<P>): string =>
  pathUnder(slug, workspacePath(pattern, ...values));

/** Puts the workspace before an address: `pathUnder("acme", "/lists")` is "/acme/lists", and its dashboard "/acme". */
export const pathUnder = (slug: string, path: WorkspacePath): string => `/${slug}${path.replace(/^\/(?=$|\?)/, "")}`;

function fill(pattern: string, values: Readonly<Record<string, Given>> = {}): string {
  const query = new URLSearchParams();
  const left = new Map(Object.entries(values));
  const path = pattern.replace(/\[(\w+)\]/g, (_, name: string) => {
    const value = left.get(name);
    left.delete(name);
    return encodeURIComponent(String(value));
  });
  for (const [name, value] of left)
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Where a moved page of a workspace is now, with what follows it; null when it has not moved. */
export function movedTo(path: string): string | null {
  const moved = movedPages.find(
    ([page]) => path === page || (/^[/?]/.test(path.slice(page.length)) && path.startsWith(page)),
  );
  return moved === undefined ? null : moved[1] + path.slice(moved[0].length);
}

const patterns = workspacePages.map((page) => new RegExp(`^${page.replace(/\[\w+\]/g, "[^/?]+")}(\\?.*)?$`));

/** An address that was stored some time ago, as it is now; null when no page has it any more. */
export function storedPath(text: string | null): WorkspacePath | null {
  if (text === null) return null;
  const path = movedTo(text) ?? text;
  return patterns.some((pattern) => pattern.test(path)) ? (path as WorkspacePath) : null;
}
