import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { inPgStatement } from "@/lib/base/db/pg-transaction";
import { contactData } from "@/lib/content/templates/contact-data";
import type { MailContent, MailRecipient } from "./compose-for-recipient";
import type { Lease } from "./lease";

/** A message that waits, with the variant it is to be made from. */
export interface WaitingMessage extends MailRecipient {
  variantId: string;
  emailDomain: string;
}

/** The campaign of a message, so written that no index on it is used where the range of ids finds the rows. */
export const IN_CAMPAIGN = "coalesce(m.campaign_id, m.campaign_id)";

/** Of a contact that is gone, nothing but the address on the message is known. */
interface WaitingRow extends Pick<Contact, "email" | "firstName" | "lastName" | "fields"> {
  id: string;
  variantId: string | null;
  emailDomain: string;
}

/** The messages of a leased batch that may be handed over now, with their contacts, in id order. */
export async function loadWaiting(ctx: Ctx, lease: Lease): Promise<WaitingMessage[]> {
  const { rows } = await inPgStatement<WaitingRow>(
    { byKey: true },
    `select m.id, m.variant_id as "variantId", m.email, m.email_domain as "emailDomain", c.first_name as "firstName",
            c.last_name as "lastName", c.fields
       from message m
       left join lateral (
         select x.first_name, x.last_name, x.fields from contact x
          where x.workspace_id = $1::uuid and x.id = m.contact_id limit 1
       ) c on true
      where m.workspace_id = $1::uuid and m.id between $2::uuid and $3::uuid and ${IN_CAMPAIGN} = $4::uuid
        and (m.status = 'pending' or (m.status = 'deferred' and m.next_attempt_at <= $5::timestamptz))
      order by m.id`,
    ctx.workspaceId,
    lease.firstMessageId,
    lease.lastMessageId,
    lease.campaignId,
    ctx.now().toISOString(),
  );
  return rows.map((row) => ({
    messageId: row.id,
    variantId: row.variantId ?? "",
    emailDomain: row.emailDomain,
    ...recipientOf(row),
    trackClicks: true,
  }));
}

/** What a contact's row gives to a mail. */
export function recipientOf(
  row: Pick<WaitingRow, "email" | "firstName" | "lastName" | "fields">,
): Pick<MailRecipient, "email" | "name" | "contact"> {
  return {
    email: row.email,
    name: [row.firstName, row.lastName].filter(Boolean).join(" "),
    contact: contactData(row),
  };
}

/** The content of a message, or words for why there is none. */
export function contentOf(contents: ReadonlyMap<string, MailContent>, message: WaitingMessage): MailContent {
  const content = contents.get(message.variantId);
  if (!content) throw new Error("The content of this message is missing.");
  return content;
}
