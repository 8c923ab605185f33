import { pgPool } from "@/lib/base/db/pool";
import { findSendsEmails } from "./queue";

/** Workspaces that are asked at once. */
const AT_ONCE = 8;
const NAMED = 3;

/**
 * Workspaces whose single mails have been due for so many minutes without a worker taking them, in words with what to do; null when there are
 * none. What waits for its pace, a transport or a person is due again later, and does not count.
 */
export async function stuckEmailsText(minutes: number): Promise<string | null> {
  const before = new Date(Date.now() - minutes * 60_000);
  const workspaces = await findSendsEmails();
  const stuck: string[] = [];
  for (let from = 0; from < workspaces.length; from += AT_ONCE) {
    const some = workspaces.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map(async (id) => ((await hasWaited(id, before)) ? [id] : [])));
    stuck.push(...found.flat());
  }
  if (stuck.length === 0) return null;
  const more = stuck.length > NAMED ? ` and ${stuck.length - NAMED} more` : "";
  return `Single mails have been due for ${minutes} minutes in workspace ${stuck.slice(0, NAMED).join(", ")}${more}. Look at the log of the workers, and restart them.`;
}

async function hasWaited(workspaceId: string, before: Date): Promise<boolean> {
  const { rows } = await pgPool().query<{ waits: boolean }>({
    name: "stuck-emails",
    text: `select exists (select from email_queue q where q.workspace_id = $1::uuid and q.due_at < $2::timestamptz)
               or exists (select from email_batch b where b.workspace_id = $1::uuid and b.due_at < $2::timestamptz) as waits`,
    values: [workspaceId, before],
  });
  return rows[0]?.waits ?? false;
}
