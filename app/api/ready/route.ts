import { publicRoute } from "@/lib/base/routes/app-route";
import { answerReady } from "@/lib/run/web/answer-ready";

export const dynamic = "force-dynamic";

/** Whether the whole installation does its work, for monitoring; /api/health says whether this process lives. */
export const GET = publicRoute(({ request }) => answerReady(request), { anyHost: true });
