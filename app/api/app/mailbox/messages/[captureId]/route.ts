import { parsePublicId } from "@/lib/db/ids";
import { publicRoute } from "@/lib/http/app-route";
import { requireMailbox } from "@/lib/mailbox/access";
import { getMail } from "@/lib/mailbox/queries";

/** GET: one captured mail, decoded. */
export const GET = publicRoute(async ({ params, request }) => {
  await requireMailbox(request);
  return getMail(parsePublicId("cap", params.captureId ?? ""));
});
