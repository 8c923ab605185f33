import { appRoute } from "@/lib/base/routes/app-route";
import { findBin } from "@/lib/bin/find-bin";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: await findBin(ctx) }));
