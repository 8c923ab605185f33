import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import type { HookSecrets } from "@/lib/inbound/providers/provider";
import type { ProviderName } from "@/lib/inbound/providers/schema";
import { sendgridKey } from "@/lib/inbound/providers/sendgrid";
import { proofs } from "./schema";

/** 24 random octets in an address: nobody finds an endpoint by trying. */
export const newToken = (): string => randomBytes(24).toString("base64url");

/** By which a token is found; the token itself is only kept sealed. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

const storedSecrets = sealedJson<HookSecrets>(
  "provider_endpoint.secrets_sealed",
  z.object({
    signingSecret: z.string().optional(),
    verificationKey: z.string().optional(),
    topicArns: z.array(z.string()).optional(),
    username: z.string().optional(),
    password: z.string().optional(),
  }),
);
const storedAccess = sealedJson<ListAccess>("provider_endpoint.api_key_sealed", ListAccess);

export const sealSecrets = storedSecrets.seal;
export const openSecrets = storedSecrets.open;
export const sealListAccess = storedAccess.seal;
export const openListAccess = storedAccess.open;

/** User name and password for providers that sign nothing; letters and digits only, because they stand in an address. */
export function newCredentials(): { username: string; password: string } {
  return { username: "homing", password: randomBytes(24).toString("hex") };
}

type Given = Pick<HookSecrets, "signingSecret" | "verificationKey" | "topicArns">;

/**
 * What the endpoint is verified with. Throws `invalid` where what is given is not what it looks like. A signing secret or verification
 * key may come later, because most providers show it only once they know the address; until then every call is refused.
 */
export function secretsFor(provider: ProviderName, given: Given): HookSecrets {
  switch (proofs[provider]) {
    case "signing_secret":
      return given.signingSecret ? { signingSecret: signingSecret(provider, given.signingSecret) } : {};
    case "verification_key": {
      if (!given.verificationKey) return {};
      const words = "Paste the verification key that SendGrid shows, a long text that begins with MFkw.";
      if (!sendgridKey(given.verificationKey)) throw invalid(words, { verificationKey: words });
      return { verificationKey: given.verificationKey };
    }
    case "topic": {
      const words = "Give the ARN of the SNS topic that SES publishes to.";
      if (!given.topicArns?.length) throw invalid(words, { topicArns: words });
      return { topicArns: given.topicArns };
    }
    case "credentials":
      return newCredentials();
  }
}

function signingSecret(provider: ProviderName, secret: string): string {
  const right = provider === "resend" ? /^(whsec_[A-Za-z0-9+/]{16,}={0,2}\s*)+$/.test(secret) : secret.length >= 8;
  const words =
    provider === "resend"
      ? "Paste the signing secret that Resend shows; it begins with whsec_."
      : "Paste the HTTP webhook signing key of your Mailgun account.";
  if (!right) throw invalid(words, { signingSecret: words });
  return secret;
}
