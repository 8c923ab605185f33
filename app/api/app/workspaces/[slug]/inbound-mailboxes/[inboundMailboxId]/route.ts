import { appRoute } from "@/lib/base/routes/app-route";
import { deleteMailbox } from "@/lib/inbound/mail/delete-mailbox";
import { MailboxRef, type UpdateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { updateMailbox } from "@/lib/inbound/mail/update-mailbox";

export const PATCH = appRoute(
  "inbound.manage",
  async (ctx, { params, body }) => {
    await updateMailbox(ctx, { ...(body as object), ...MailboxRef.parse(params) } as UpdateMailbox);
  },
  { stepUp: true, notes: "credentials.mailbox_changed" },
);

export const DELETE = appRoute("inbound.manage", (ctx, { params }) => deleteMailbox(ctx, MailboxRef.parse(params)), {
  stepUp: true,
  notes: "credentials.mailbox_removed",
});
