import { parsePublicId } from "@/lib/base/db/ids";
import { publicRoute } from "@/lib/base/routes/app-route";
import { requireMailbox } from "@/lib/run/mailbox/access";
import { getMail } from "@/lib/run/mailbox/queries";

/** GET: one captured mail, decoded. */
export const GET = publicRoute(async ({ params, request }) => {
  const reader = await requireMailbox(request);
  return getMail(reader, parsePublicId("cap", params.captureId ?? ""));
});
