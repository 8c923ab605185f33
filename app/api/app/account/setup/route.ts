import { accountCtx } from "@/lib/account/account-ctx";
import type { SignUpOwner } from "@/lib/account/schema";
import { signUpOwner } from "@/lib/account/sign-up-owner";
import { publicRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";
import { hitRateLimit } from "@/lib/security/rate-limit";

export const POST = publicRoute(async ({ body, request }) => {
  const ip = clientIp(request.headers);
  await hitRateLimit(`setup-ip:${ip ?? "unknown"}`, { limit: 20, windowMs: 3600_000 });
  return signUpOwner(accountCtx(ip), body as SignUpOwner);
});
