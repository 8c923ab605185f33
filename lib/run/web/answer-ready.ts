import { env } from "@/lib/base/env";
import { hasBearer } from "@/lib/base/security/bearer";
import { currentReadiness } from "./current-readiness";

/** 200 when all is well, else 503. What is wrong is said to whoever has READY_TOKEN, to the others only that something is. */
export async function answerReady(request: Request): Promise<Response> {
  const state = await currentReadiness();
  const body = hasBearer(request.headers, env.READY_TOKEN) ? state : { ready: state.ready };
  return Response.json(body, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
