import { appRoute } from "@/lib/base/routes/app-route";
import { cancelImport } from "@/lib/people/imports/cancel-import";
import { presentImport } from "@/lib/people/imports/queries";
import { ImportRef } from "@/lib/people/imports/schema";

export const PUT = appRoute("contacts.import", async (ctx, { params }) =>
  presentImport(await cancelImport(ctx, ImportRef.parse(params)), ctx.now()),
);
