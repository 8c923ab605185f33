import { appRoute } from "@/lib/base/routes/app-route";
import { completeUpload } from "@/lib/people/imports/complete-upload";
import { presentImport } from "@/lib/people/imports/queries";
import type { CompleteUpload } from "@/lib/people/imports/schema";

/** All parts are there. */
export const PUT = appRoute(
  "contacts.import",
  async (ctx, { params, body }) => {
    const job = await completeUpload(ctx, { ...(body as CompleteUpload), importId: params.importId ?? "" });
    return presentImport(job, ctx.now());
  },
  { heavy: true },
);
