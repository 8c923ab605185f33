import { appRoute } from "@/lib/base/routes/app-route";
import type { TestMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { testMailbox } from "@/lib/inbound/mail/test-mailbox";

export const POST = appRoute("inbound.manage", (ctx, { body }) => testMailbox(ctx, body as TestMailbox), {
  stepUp: true,
});
