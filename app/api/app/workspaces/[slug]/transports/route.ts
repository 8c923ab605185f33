import { appRoute } from "@/lib/http/app-route";
import { findTransports } from "@/lib/sending/queries";

export const GET = appRoute("sending.read", (ctx) => findTransports(ctx));
