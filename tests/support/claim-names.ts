import { prisma } from "@/lib/base/db/client";

/** Gives a workspace the names of its verified domains, as if it had verified them by DNS; an earlier test's workspace loses them. */
export async function claimNames(workspaceId: string): Promise<void> {
  await prisma.$executeRaw`
    insert into domain_claim (name, workspace_id, domain_id)
    select name, workspace_id, id from sending_domain where workspace_id = ${workspaceId}::uuid and status = 'verified'
    on conflict (name) do update set workspace_id = excluded.workspace_id, domain_id = excluded.domain_id`;
}
