import http from "node:http";
import https from "node:https";
import { z } from "zod";
import type { OidcProvider } from "@/lib/account/oidc-providers";
import { readLimited } from "@/lib/base/http/read-body";
import { OidcRefusal } from "./oidc/refusals";
import { oidcAgent, oidcTimeoutMs } from "./oidc-agent";

/** Those of large providers have some four thousand. */
const MAX_METADATA_BYTES = 1_000_000;

/** What we use of OpenID Connect Discovery 1.0 § 3 and RFC 9207 § 3. */
const OidcMetadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type OidcMetadata = z.output<typeof OidcMetadata>;

/**
 * Asks a provider where its pages and keys are. Throws `OidcRefusal` when the answer speaks for another issuer than the one of
 * the settings, to the letter (Discovery § 4.3), before anything is sent to an address of it; `Error` when there is no answer
 * that can be used.
 */
export async function readOidcMetadata({ issuer }: Pick<OidcProvider, "issuer">): Promise<OidcMetadata> {
  const answer = await getJson(`${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`, issuer);
  const metadata = OidcMetadata.parse(answer);
  if (metadata.issuer !== issuer) throw new OidcRefusal("OidcIssuer");
  // The browser is sent there; the other endpoints are called with an agent that refuses plain HTTP by itself.
  const { protocol } = new URL(metadata.authorization_endpoint);
  if (protocol === "http:" && !issuer.startsWith("http:")) throw new Error("The provider's page is not on https.");
  return metadata;
}

/** The body of a 200; redirects are not followed. */
function getJson(url: string, issuer: string): Promise<unknown> {
  const { get } = url.startsWith("https:") ? https : http;
  return new Promise((resolve, reject) => {
    const options = { agent: oidcAgent(issuer), timeout: oidcTimeoutMs, headers: { accept: "application/json" } };
    const request = get(url, options, async (response) => {
      try {
        const packing = response.headers["content-encoding"];
        const body = await readLimited(response, {
          limit: MAX_METADATA_BYTES,
          text: "The provider answered too much.",
          packing,
        });
        if (response.statusCode !== 200) throw new Error(`The provider answered ${response.statusCode}.`);
        resolve(JSON.parse(body.toString()));
      } catch (error) {
        reject(error);
      }
    });
    request.on("timeout", () => request.destroy(new Error("The provider was silent.")));
    request.on("error", reject);
  });
}
