import { BinRef } from "@/lib/base/bin/schema";
import { appRoute } from "@/lib/base/routes/app-route";
import { restoreFromBin } from "@/lib/bin/restore-from-bin";

/** Each kind asks for the permission to make one. */
export const PUT = appRoute("contacts.read", (ctx, { params }) => restoreFromBin(ctx, BinRef.parse(params)));
