import { readiness } from "@/lib/base/health/readiness";
import { publicRoute } from "@/lib/base/routes/app-route";

export const dynamic = "force-dynamic";

/** 200 when database, migrations, queue and a worker are well, else 503 that says what is not. */
export const GET = publicRoute(
  async () => {
    const state = await readiness();
    return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
  },
  { anyHost: true },
);
