import { parsePublicId } from "@/lib/db/ids";
import { publicRoute } from "@/lib/http/app-route";
import { requireMailbox } from "@/lib/mailbox/access";
import { getMail } from "@/lib/mailbox/queries";

/** GET: one captured mail, decoded. */
export const GET = publicRoute(async ({ params, request }) => {
  const reader = await requireMailbox(request);
  return getMail(reader, parsePublicId("cap", params.captureId ?? ""));
});
