import { publicRoute } from "@/lib/base/routes/app-route";
import { requireMailbox } from "@/lib/run/mailbox/access";
import { findMail } from "@/lib/run/mailbox/queries";
import { InboxQuery } from "@/lib/run/mailbox/schema";

/** GET: captured mail, newest first. For the operator or the holder of the mailbox key. */
export const GET = publicRoute(async ({ query, request }) => {
  const reader = await requireMailbox(request);
  return findMail(reader, InboxQuery.parse(query));
});
