import { parsePublicId } from "@/lib/base/db/ids";
import { publicRoute } from "@/lib/base/routes/app-route";
import { requireMailbox } from "@/lib/run/mailbox/access";
import { getRawMail } from "@/lib/run/mailbox/queries";

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
