import { z } from "zod";
import { SignInEmail } from "@/lib/account/schema";
import {
  kindsOf,
  type SecurityGroup,
  type SecurityKind,
  securityGroups,
  securityKinds,
} from "@/lib/base/audit/security-kinds.shared";
import { idOf } from "@/lib/base/db/ids";
import type { Role } from "@/lib/base/permissions.shared";
import { words } from "@/lib/language/t";

const text = z
  .string()
  .max(320)
  .transform((value) => value.replaceAll("\0", "").trim())
  .catch("");

/** What the addresses of the two lists may say; anything else falls back instead of failing. */
export const AccountFilters = z.object({
  query: text.default(""),
  /** Public id of the last row of the page before. */
  cursor: idOf("usr").optional().catch(undefined),
});
export const InstallationWorkspaceFilters = z.object({
  query: text.default(""),
  cursor: idOf("wsp").optional().catch(undefined),
});

export const AccountRef = z.object({ accountId: idOf("usr") });
export type AccountRef = z.input<typeof AccountRef>;

/** As the command line names an account. */
export const AccountByEmail = z.object({ email: SignInEmail });
export type AccountByEmail = z.input<typeof AccountByEmail>;

export const SetWorkspaceRight = AccountRef.extend({ granted: z.boolean() });
export type SetWorkspaceRight = z.input<typeof SetWorkspaceRight>;

/** A workspace of the installation, not the one that the operator stands in. */
export const TargetWorkspaceRef = z.object({ targetWorkspaceId: idOf("wsp") });
export type TargetWorkspaceRef = z.input<typeof TargetWorkspaceRef>;

const reason = z
  .string(words("Say why; the people of the workspace read it."))
  .trim()
  .min(3, words("Say why; the people of the workspace read it."))
  .max(300, words("Use at most 300 characters."))
  .transform((value) => value.replace(/\s+/g, " "));

export const SuspendWorkspace = TargetWorkspaceRef.extend({ reason });
export type SuspendWorkspace = z.input<typeof SuspendWorkspace>;

/** As the command line names a workspace. */
export const WorkspaceBySlug = z.object({ slug: z.string().trim().min(1).max(100) });
export type WorkspaceBySlug = z.input<typeof WorkspaceBySlug>;
export const SuspendWorkspaceBySlug = WorkspaceBySlug.extend({ reason });
export type SuspendWorkspaceBySlug = z.input<typeof SuspendWorkspaceBySlug>;

/** A job that was given up, as the queue names it. */
export const FailedJobRef = z.object({ jobId: z.uuid() });
export type FailedJobRef = z.input<typeof FailedJobRef>;

/** Work that fails again and again, as its note is named. */
export const FailureRef = z.object({ key: z.string().min(1).max(300) });
export type FailureRef = z.input<typeof FailureRef>;

const limit = z
  .number(words("Give a whole number, or leave it empty for no limit."))
  .int(words("Give a whole number."))
  .min(0, words("A limit is 0 or more."))
  .max(2_000_000_000, words("Leave it empty for no limit."))
  .nullable();

export const SetWorkspaceLimits = TargetWorkspaceRef.extend({
  maxMailsPerMonth: limit,
  maxContacts: limit,
  maxSenders: limit,
});
export type SetWorkspaceLimits = z.input<typeof SetWorkspaceLimits>;

export const SetTransportRight = TargetWorkspaceRef.extend({ granted: z.boolean() });
export type SetTransportRight = z.input<typeof SetTransportRight>;

/** An account as the operator's list shows it; times are ISO 8601. */
export interface AccountItem {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  isOperator: boolean;
  /** The operator who looks. */
  isSelf: boolean;
  mayAddWorkspace: boolean;
  hasSecondFactor: boolean;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  openSessions: number;
  /** The first few of them. */
  workspaces: { name: string; role: Role }[];
  workspaceCount: number;
}

/** A workspace as the operator's list shows it. */
export interface InstallationWorkspaceItem {
  id: string;
  name: string;
  slug: string;
  createdAt: string;
  memberCount: number;
  owners: { name: string; email: string }[];
  mayUseInstallationTransport: boolean;
  suspendedAt: string | null;
  suspendedReason: string | null;
  /** Null: no limit. */
  maxMailsPerMonth: number | null;
  maxContacts: number | null;
  maxSenders: number | null;
  /** Mails sent in this calendar month (UTC), by the roll-ups. */
  mailsThisMonth: number;
}

/** A day of the calendar, as the browser's date field gives it. */
const day = z.iso.date().optional().catch(undefined);

/** "group:exports" or one kind; anything else asks for all. */
const what = z
  .string()
  .transform((value): SecurityKind[] | null => {
    const group = value.replace(/^group:/, "");
    if (value !== group && Object.hasOwn(securityGroups, group)) return kindsOf(group as SecurityGroup);
    return Object.hasOwn(securityKinds, value) ? [value as SecurityKind] : null;
  })
  .nullable()
  .catch(null);

export const SecurityLogFilters = z.object({
  what: what.default(null),
  /** Part of an address: of whom it is about, or of who did it. */
  account: text.default(""),
  /** Part of a name or of the short name in addresses. */
  workspace: text.default(""),
  /** First and last day, in UTC. */
  from: day,
  to: day,
  cursor: idOf("sev").optional().catch(undefined),
});
export type SecurityLogFilters = z.output<typeof SecurityLogFilters>;

/** A line of the security log as operators read it. */
export interface SecurityLogItem {
  id: string;
  at: string;
  kind: string;
  /** What happened, in words. */
  what: string;
  /** Whose account it is about. */
  email: string | null;
  /** Who did it, when that was somebody else. */
  by: string | null;
  workspace: string | null;
  ip: string | null;
  device: string | null;
  /** Short facts in words. */
  detail: string;
}
