import { inForceText } from "@/lib/people/addresses/in-force";

/** Names and parameters of the statement that asks, never anything from outside. */
interface Asked {
  /** The normalised address. */
  email: string;
  /** The list that the mail is about; SQL that is null when it is about none. */
  list: string;
  contact: string;
  /** The time. */
  now: string;
}

/**
 * Why a single mail must not go to an address, in SQL; null when it may. A mail that somebody's own action causes reaches who has left
 * lists, and does not reach who cannot be reached or has complained; one about a list follows what was said about that too, and one about a topic for those who asked reaches nobody else.
 * The statement has the workspace as $1.
 */
export function blockedReasonText({ email, list, contact, now }: Asked): string {
  const counts = (row: string) => `(${row}.reason <> 'unsubscribe' or ${list} is not null)`;
  return `coalesce(
    (select 'suppressed_' || s.reason from suppression s
      where s.workspace_id = $1::uuid and s.email_normalized = ${email} and ${counts("s")} and ${inForceText("s", now)} limit 1),
    (select 'suppressed_installation' from installation_suppression i
      where i.email_normalized = ${email} and ${counts("i")} limit 1),
    (select 'unsubscribed' from subscription u
      where u.workspace_id = $1::uuid and u.contact_id = ${contact} and u.list_id = ${list} and u.status = 'unsubscribed' limit 1),
    (select 'not_confirmed' from list t
      where t.workspace_id = $1::uuid and t.id = ${list} and t.topic_opt_in = false and not exists (
        select from subscription u where u.workspace_id = $1::uuid and u.contact_id = ${contact} and u.list_id = t.id and u.status = 'confirmed')))`;
}
