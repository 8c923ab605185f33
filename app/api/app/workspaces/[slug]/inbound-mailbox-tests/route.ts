import { appRoute } from "@/lib/http/app-route";
import type { TestMailbox } from "@/lib/inbound/mailbox-schema";
import { testMailbox } from "@/lib/inbound/test-mailbox";

export const POST = appRoute("inbound.manage", (ctx, { body }) => testMailbox(ctx, body as TestMailbox), {
  stepUp: true,
});
