import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { accountCtx } from "@/lib/account/account-ctx";
import { passSecondStep } from "@/lib/account/factors/pending-sign-in";
import { FactorProof, PasskeyAnswer } from "@/lib/account/factors/schema";
import { signInWithPasskey } from "@/lib/account/factors/sign-in-with-passkey";
import { secondStepCookieHeader } from "@/lib/base/auth/session-cookie";
import { clientIp } from "@/lib/base/http/client-ip";
import { asSignInError } from "./sign-in-error";

/** Where a provider leaves cookies that go out with next-auth's answer. */
export type SetCookie = (header: string) => void;

/** What the form sends under this name as JSON; next-auth passes text only. */
const ProofText = z
  .string()
  .max(60_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("not JSON");
      return z.NEVER;
    }
  });

interface Opened {
  sessionId: string;
  userId: string;
}

type Work = (proof: unknown, headers: Headers) => Promise<Opened | null>;

/** A way in whose one value is JSON. */
function proofProvider(id: string, name: string, work: Work) {
  return CredentialsProvider({
    id,
    name,
    credentials: { proof: { label: "Proof", type: "text" } },
    authorize: async (credentials, request) => {
      const headers = new Headers((request.headers ?? {}) as Record<string, string>);
      try {
        const opened = await work(ProofText.parse(credentials?.proof), headers);
        return opened && { id: opened.userId, sid: opened.sessionId };
      } catch (error) {
        throw asSignInError(error);
      }
    },
  });
}

/** The second step after a right password, and signing in with a passkey alone. */
export function factorProviders(setCookie: SetCookie) {
  return [
    proofProvider("second-step", "Second factor", async (proof, headers) => {
      const ctx = accountCtx(clientIp(headers));
      const userAgent = headers.get("user-agent") ?? undefined;
      const opened = await passSecondStep(ctx, headers.get("cookie"), FactorProof.parse(proof), userAgent);
      if (opened) setCookie(secondStepCookieHeader(null));
      return opened;
    }),
    proofProvider("passkey", "Passkey", (proof, headers) =>
      signInWithPasskey(
        accountCtx(clientIp(headers)),
        PasskeyAnswer.parse(proof),
        headers.get("user-agent") ?? undefined,
      ),
    ),
  ];
}
