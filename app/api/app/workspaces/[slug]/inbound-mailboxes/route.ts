import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createMailbox } from "@/lib/inbound/create-mailbox";
import type { CreateMailbox } from "@/lib/inbound/mailbox-schema";
import { findMailboxes } from "@/lib/inbound/mailboxes";

export const GET = appRoute("inbound.manage", (ctx) => findMailboxes(ctx));

export const POST = appRoute(
  "inbound.manage",
  async (ctx, { body }) => {
    const mailbox = await createMailbox(ctx, body as CreateMailbox);
    return { id: publicId("imb", mailbox.id) };
  },
  { stepUp: true, notes: "credentials.mailbox_added" },
);
