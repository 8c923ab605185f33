import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { pgPool } from "@/lib/base/db/pool";
import { noteWork } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";

const log = createLog({ part: "emails" });

/** Channel on which whoever puts single mails into the queue says in which workspace. */
export const EMAIL_CHANNEL = "homing_emails";

/** Calls that come within this time are said once: each has to wait for every commit of the server. */
const TOGETHER_MS = 5;

const noted = new BoundedCache<true>({ max: 50_000 });
const unsaid = new Set<string>();

/**
 * Notes that a workspace sends single mails, once: what ranges over workspaces looks through this small table. In a
 * transaction of its own, before the mail is written, because it stays whatever becomes of that.
 */
export async function noteSendsEmails(workspaceId: string): Promise<void> {
  if (noted.get(workspaceId)) return;
  await pgPool().query("insert into email_under_way (workspace_id) values ($1::uuid) on conflict do nothing", [
    workspaceId,
  ]);
  noted.set(workspaceId, true);
}

/**
 * Tells the workers that mails are due in this workspace. Call it after the commit. Not in the transaction: a notification makes all
 * commits of the server wait for each other. When it is lost, workers find the mails a little later.
 */
export function sayEmailsDue(workspaceId: string): void {
  noteWork();
  if (unsaid.size === 0) setTimeout(() => void say(), TOGETHER_MS);
  unsaid.add(workspaceId);
}

async function say(): Promise<void> {
  const workspaces = [...unsaid];
  unsaid.clear();
  try {
    await pgPool().query("select pg_notify($1, w) from unnest($2::text[]) w", [EMAIL_CHANNEL, workspaces]);
  } catch (error) {
    log.warn("could not say that mails are due; workers look by themselves", { error });
  }
}

/** Workspaces that have ever sent single mails. */
export async function findSendsEmails(): Promise<string[]> {
  const { rows } = await pgPool().query<{ workspaceId: string }>({
    name: "sends-emails",
    text: 'select workspace_id as "workspaceId" from email_under_way',
  });
  return rows.map(({ workspaceId }) => workspaceId);
}
