import { appRoute } from "@/lib/http/app-route";
import { cancelImport } from "@/lib/imports/cancel-import";
import { presentImport } from "@/lib/imports/queries";
import { ImportRef } from "@/lib/imports/schema";

export const PUT = appRoute("contacts.import", async (ctx, { params }) =>
  presentImport(await cancelImport(ctx, ImportRef.parse(params)), ctx.now()),
);
