import type { AccountCtx } from "@/lib/account/account-ctx";
import { type OidcProvider, oidcProviders } from "@/lib/account/oidc-providers";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { type Claims, strengthOf } from "./read-claims";
import { OidcRefusal } from "./refusals";

/** What came back from a provider: an ID token that holds, and what it is for. */
export interface OidcAnswer {
  providerId: string;
  claims: Claims;
  /** When the person was sent there. */
  askedAt: Date;
  userAgent?: string;
}

interface Noted {
  /** The kind of event of a refusal. */
  kind: SecurityKind;
  user?: { id: string; email: string };
}

/** How the security log names what a provider said. */
export const detailOf = ({ providerId, claims }: Pick<OidcAnswer, "providerId" | "claims">) => ({
  method: "oidc",
  provider: providerId,
  ...strengthOf(claims),
});

/** Works on an answer of a provider; every `OidcRefusal` is in the security log and thrown on. */
export async function notingRefusal<T>(
  ctx: AccountCtx,
  answer: Omit<OidcAnswer, "askedAt">,
  { kind, user }: Noted,
  work: (provider: OidcProvider) => Promise<T>,
): Promise<T> {
  try {
    const provider = oidcProviders().find(({ id }) => id === answer.providerId);
    if (!provider) throw new OidcRefusal("OidcFailed");
    return await work(provider);
  } catch (error) {
    if (error instanceof OidcRefusal) {
      const said = typeof answer.claims.email === "string" ? answer.claims.email : undefined;
      const who = { userId: user?.id, email: user?.email ?? said };
      const detail = { ...detailOf(answer), reason: error.code };
      await recordAttempt(ctx, { kind, ...who, ip: ctx.ip, userAgent: answer.userAgent, detail });
    }
    throw error;
  }
}
