import { type Db, prisma } from "@/lib/base/db/client";
import { createLog, type Log } from "@/lib/base/log";
import type { KeyMode, Permission, Role } from "@/lib/base/permissions.shared";

export type Actor =
  | { type: "member"; userId: string; memberId: string; role: Role; name: string }
  | KeyActor
  | { type: "system"; name: string };

/** A program that calls with a key of the workspace. */
export interface KeyActor {
  type: "key";
  keyId: string;
  name: string;
  /** Mail of a test key goes to the embedded mailbox only, whoever sends it. */
  mode: KeyMode;
  scopes: readonly Permission[];
  /** The one domain that it may send from, in A-labels; null: each of the workspace's. */
  domain: string | null;
}

/** Who acts, in which workspace, on which connection and at what time. Every verb takes one. */
export interface Ctx {
  workspaceId: string;
  actor: Actor;
  db: Db;
  now(): Date;
  log: Log;
  /** Address of the person's browser or of the program, for audit and consent. */
  ip?: string;
  /** When the host ends the work: long jobs give back what is left before. None where workers live on. */
  endBy?: Date;
}

/** Context of a job, a webhook or a script: may do everything in this one workspace. */
export function systemCtx(workspaceId: string, name: string, db: Db = prisma): Ctx {
  return {
    workspaceId,
    actor: { type: "system", name },
    db,
    now: () => new Date(),
    log: createLog({ workspaceId, actor: name }),
  };
}
