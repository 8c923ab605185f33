import { accountCtx } from "@/lib/account/account-ctx";
import { passkeyQuestion } from "@/lib/account/factors/passkey-answers";
import { clientIp } from "@/lib/base/http/client-ip";
import { publicRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";

/** What a passkey is asked to sign in somebody who has not said who they are. */
export const POST = publicRoute(async ({ request }) => {
  const ip = clientIp(request.headers);
  await hitRateLimit(`passkey-question-ip:${ip ?? "unknown"}`, { limit: 200, windowMs: 15 * 60_000 });
  return passkeyQuestion(accountCtx(ip), { purpose: "sign-in", boundTo: "" });
});
