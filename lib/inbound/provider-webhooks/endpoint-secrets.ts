import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { providers } from "@/lib/inbound/providers/all-providers";
import { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import type { HookSecrets } from "@/lib/inbound/providers/provider";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { msg, t } from "@/lib/language/t";

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
  const { proof } = aboutProviders[provider];
  switch (proof.by) {
    case "signing_secret":
      return given.signingSecret ? { signingSecret: fitting(provider, "signingSecret", given.signingSecret) } : {};
    case "verification_key":
      return given.verificationKey
        ? { verificationKey: fitting(provider, "verificationKey", given.verificationKey) }
        : {};
    case "topic":
      if (!given.topicArns?.length) throw invalid(t(proof.wrong), { topicArns: t(proof.wrong) });
      return { topicArns: given.topicArns };
    case "credentials":
      return newCredentials();
  }
}

function fitting(provider: ProviderName, name: "signingSecret" | "verificationKey", secret: string): string {
  if (providers[provider].fitsSecret(secret)) return secret;
  const { proof } = aboutProviders[provider];
  const text = t("wrong" in proof ? proof.wrong : msg("This is no secret of the provider's."));
  throw invalid(text, { [name]: text });
}
