import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { idOf } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";

/**
 * What Resend calls a segment, and called an audience: a list of ours that is no topic, or a saved segment, whose rules say who is in it. Ids are
 * UUIDs.
 */
export interface Group {
  kind: "list" | "segment";
  id: string;
  name: string;
  createdAt: Date;
}

const [asList, asSegment] = [idOf("lst"), idOf("seg")];

/** The path parameter of one. */
export const GroupId = z
  .string()
  .refine((text) => asList.safeParse(text).success || asSegment.safeParse(text).success, "not the id of a segment");

/** The one with this id, or `not_found`; a list that was put away counts as deleted. */
export async function findGroup(ctx: Ctx, id: string): Promise<Group> {
  const [found] = await findGroups(ctx, [id]);
  if (!found) throw notFound("segment");
  return found;
}

const MOST = 500;

/** All of them, or those with these ids, the newest first. */
export async function findGroups(ctx: Ctx, ids?: readonly string[]): Promise<Group[]> {
  const among = (read: typeof asList) =>
    ids ? { id: { in: ids.flatMap((id) => read.safeParse(id).data ?? []) } } : {};
  const select = { id: true, name: true, createdAt: true };
  const { workspaceId } = ctx;
  const page = { select, orderBy: { id: "desc" }, take: MOST } as const;
  const [lists, segments] = await Promise.all([
    ctx.db.list.findMany({ where: { workspaceId, archivedAt: null, topicOptIn: null, ...among(asList) }, ...page }),
    ctx.db.segment.findMany({ where: { workspaceId, ...among(asSegment) }, ...page }),
  ]);
  const found = [
    ...lists.map((list): Group => ({ kind: "list", ...list })),
    ...segments.map((segment): Group => ({ kind: "segment", ...segment })),
  ];
  return found.sort((one, other) => (one.id < other.id ? 1 : -1));
}

export const presentGroup = ({ id, name, createdAt }: Group) => ({
  id,
  name,
  created_at: createdAt.toISOString(),
});
