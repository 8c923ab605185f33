import { appRoute } from "@/lib/http/app-route";
import { deleteMailbox } from "@/lib/inbound/delete-mailbox";
import { MailboxRef, type UpdateMailbox } from "@/lib/inbound/mailbox-schema";
import { updateMailbox } from "@/lib/inbound/update-mailbox";

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
