import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createMailbox } from "@/lib/inbound/mail/create-mailbox";
import type { CreateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { findMailboxes } from "@/lib/inbound/mail/mailboxes";

export const GET = appRoute("inbound.manage", (ctx) => findMailboxes(ctx));

export const POST = appRoute(
  "inbound.manage",
  async (ctx, { body }) => {
    const mailbox = await createMailbox(ctx, body as CreateMailbox);
    return { id: publicId("imb", mailbox.id) };
  },
  { stepUp: true, notes: "credentials.mailbox_added" },
);
