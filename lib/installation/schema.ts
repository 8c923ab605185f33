import { z } from "zod";
import type { Role } from "@/lib/auth/permissions";
import { idOf } from "@/lib/db/ids";

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

export const SetWorkspaceRight = AccountRef.extend({ granted: z.boolean() });
export type SetWorkspaceRight = z.input<typeof SetWorkspaceRight>;

/** A workspace of the installation, not the one that the operator stands in. */
export const TargetWorkspaceRef = z.object({ targetWorkspaceId: idOf("wsp") });

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
}
