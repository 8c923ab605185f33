import { parsePublicId } from "@/lib/db/ids";
import { publicRoute } from "@/lib/http/app-route";
import { requireMailbox } from "@/lib/mailbox/access";
import { getRawMail } from "@/lib/mailbox/queries";

/** GET: the raw mail as a file. */
export const GET = publicRoute(async ({ params, request }) => {
  const reader = await requireMailbox(request);
  const raw = await getRawMail(reader, parsePublicId("cap", params.captureId ?? ""));
  return new Response(new Uint8Array(raw), {
    headers: {
      "content-type": "message/rfc822",
      "content-disposition": `attachment; filename="${params.captureId}.eml"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
