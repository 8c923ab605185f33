import { accountCtx } from "@/lib/account/account-ctx";
import { clientIp } from "@/lib/base/http/client-ip";
import { publicRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import type { SignUpOwner } from "@/lib/set-up/schema";
import { signUpOwner } from "@/lib/set-up/sign-up-owner";

export const POST = publicRoute(async ({ body, request }) => {
  const ip = clientIp(request.headers);
  await hitRateLimit(`setup-ip:${ip ?? "unknown"}`, { limit: 20, windowMs: 3600_000 });
  return signUpOwner(accountCtx(ip), body as SignUpOwner);
});
