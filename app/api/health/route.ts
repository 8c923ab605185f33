import { publicRoute } from "@/lib/base/routes/app-route";

export const dynamic = "force-dynamic";

/** The process lives. */
export const GET = publicRoute(async () => ({ ok: true }), { anyHost: true });
