import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { shortIp } from "@/lib/base/security/network";
import { shortAgent } from "@/lib/events/agents/mail-client";

const { sql } = Prisma;

/** Shortens the addresses and programs of the events between two ids, the last one included. Answers how many had any. */
export async function shortenEvents(tx: Ctx, { after, last }: { after: string; last: string }): Promise<number> {
  const range = sql`workspace_id = ${tx.workspaceId}::uuid and id > ${after}::uuid and id <= ${last}::uuid`;
  const rows = await tx.db.$queryRaw<{ id: string; ip: string | null; agent: string | null }[]>(sql`
    select id, ip, user_agent as agent from event where ${range} and (ip is not null or user_agent is not null)`);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const ips = rows.map(({ ip }) => ip && shortIp(ip));
  const agents = rows.map(({ agent }) => agent && shortAgent(agent));
  return tx.db.$executeRaw(sql`
    update event e set ip = s.ip, user_agent = s.agent
      from unnest(${ids}::uuid[], ${ips}::text[], ${agents}::text[]) as s(id, ip, agent)
     where e.workspace_id = ${tx.workspaceId}::uuid and e.id = s.id and e.id > ${after}::uuid and e.id <= ${last}::uuid`);
}
