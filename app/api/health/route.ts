import { publicRoute } from "@/lib/http/app-route";

export const dynamic = "force-dynamic";

/** The process lives. */
export const GET = publicRoute(async () => ({ ok: true }), { anyHost: true });
