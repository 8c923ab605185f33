import { publicRoute } from "@/lib/http/app-route";
import { requireMailbox } from "@/lib/mailbox/access";
import { findMail } from "@/lib/mailbox/queries";
import { InboxQuery } from "@/lib/mailbox/schema";

/** GET: captured mail, newest first. For the operator or the holder of the mailbox key. */
export const GET = publicRoute(async ({ query, request }) => {
  const reader = await requireMailbox(request);
  return findMail(reader, InboxQuery.parse(query));
});
