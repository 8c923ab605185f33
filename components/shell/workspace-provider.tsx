"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type Permission, type Role, roleCan } from "@/lib/base/permissions.shared";
import { type Api, apiUnder } from "@/lib/client/api";
import { type Format, makeFormat } from "@/lib/client/format";
import { type PathValues, pathIn, type WorkspacePage } from "@/lib/client/paths";
import { setFigures } from "@/lib/language/speech";
import type { OwnStanding } from "@/lib/sending/transports/own-standing.shared";

/** What the browser knows of the workspace that is open and of who looks at it. */
export interface WorkspaceInfo {
  slug: string;
  name: string;
  role: Role;
  timeZone: string;
  locale: string;
  /** What its mails are written in (BCP 47). */
  mailLanguage: string;
  /** The embedded mailbox runs and this user may look into it. */
  hasMailbox: boolean;
  /** The operator of the installation: may see and change what holds for every workspace. */
  isOperator: boolean;
  /** An operator, or somebody whom one lets make workspaces. */
  mayAddWorkspace: boolean;
  /** A new workspace that the worker is filling right now. */
  awaitsSampleData: boolean;
  /** Whether an operator has suspended it, and the limits that they set. */
  standing: OwnStanding;
  user: { name: string; email: string; emailVerified: boolean };
  /** A second factor is to be offered: until when it must be there, or null where it is the person's choice. */
  factorOffer: { requiredFrom: string | null } | null;
  /** Every workspace of the user, this one included. */
  workspaces: { slug: string; name: string }[];
}

interface WorkspaceContextValue extends WorkspaceInfo {
  can(permission: Permission): boolean;
  /** Address of a page of this workspace: `path("/lists")` is "/acme/lists". */
  path<P extends WorkspacePage>(pattern: P, ...values: PathValues<P>): string;
  api: Api;
  format: Format;
}

const WorkspaceContext = createContext<WorkspaceContextValue | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: WorkspaceInfo; children: ReactNode }) {
  setFigures(workspace.locale);
  // The same for as long as the workspace is: what holds it in effects does not begin anew when the page is refreshed.
  const api = useMemo(() => apiUnder(`/api/app/workspaces/${workspace.slug}`), [workspace.slug]);
  const value = useMemo<WorkspaceContextValue>(
    () => ({
      ...workspace,
      can: (permission) => roleCan(workspace.role, permission),
      path: (pattern, ...values) => pathIn(workspace.slug, pattern, ...values),
      api,
      format: makeFormat(workspace),
    }),
    [workspace, api],
  );
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

/** The open workspace: slug, name, role, time zone, locale, `can(permission)`, `path("/lists")`. */
export function useWorkspace(): WorkspaceContextValue {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error("useWorkspace needs a WorkspaceProvider above it");
  return value;
}

/** Our API under this workspace: `api.post("/lists", { name })`. Throws `ApiError`. */
export function useWorkspaceApi(): Api {
  return useWorkspace().api;
}

/** Formatters in the workspace's language and time zone. */
export function useFormat(): Format {
  return useWorkspace().format;
}
