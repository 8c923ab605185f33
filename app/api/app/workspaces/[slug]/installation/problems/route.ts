import { requireOperator } from "@/lib/base/auth/operator";
import { appRoute } from "@/lib/base/routes/app-route";
import { findProblems } from "@/lib/installation/problems/find-problems";
import { currentReadiness } from "@/lib/run/web/current-readiness";

export const GET = appRoute("workspace.read", async (ctx) => {
  await requireOperator(ctx);
  return { problems: await findProblems(await currentReadiness()) };
});
