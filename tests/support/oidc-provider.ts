import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { type HttpPeer, httpPeer, type PeerAnswer, type PeerRequest } from "./http-peer";

const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Grant {
  asked: URLSearchParams;
  claims: Record<string, unknown>;
  signedBy: "own" | "stranger" | "nobody";
}

/** An OpenID provider on this machine: discovery, keys and tokens, with PKCE and client secret asked for. */
export class OidcPeer {
  readonly clientId = "homing";
  readonly clientSecret = "a secret of the client";
  issuer = "";
  /** What discovery says the issuer is, when it lies. */
  saidIssuer: string | undefined;
  /** Added to what discovery says, or in its place. */
  extra: Record<string, unknown> = {};
  /** How often a code was exchanged here, or tried to be. */
  exchanges = 0;
  /** Octets added to the key set. */
  padding = 0;
  private readonly own = pair();
  private readonly stranger = pair();
  private readonly grants = new Map<string, Grant>();
  private peer: HttpPeer | undefined;

  /** Who sits at its page: what it says of them there, once it was asked. Without anybody it has no page. */
  visitor: ((asked: URLSearchParams) => Record<string, unknown>) | undefined;

  async start(port = 0): Promise<void> {
    this.peer = await httpPeer(async (request) => this.answer(request), port);
    this.issuer = this.peer.url;
  }

  async close(): Promise<void> {
    await this.peer?.close();
  }

  /** Lets somebody in who came with this address; gives the way back as the browser is sent it. */
  letIn(authorizationUrl: string, claims: Record<string, unknown>, signedBy: Grant["signedBy"] = "own"): URL {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomBytes(16).toString("hex");
    this.grants.set(code, { asked, claims, signedBy });
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", asked.get("state") ?? "");
    return back;
  }

  private answer(request: PeerRequest): PeerAnswer {
    const path = new URL(request.path, this.issuer).pathname;
    if (path === "/.well-known/openid-configuration") return { status: 200, body: this.metadata() };
    if (path === "/jwks") return { status: 200, body: { keys: [this.jwk()], padding: "x".repeat(this.padding) } };
    if (path === "/authorize" && this.visitor) {
      const back = this.letIn(
        this.issuer + request.path,
        this.visitor(new URL(this.issuer + request.path).searchParams),
      );
      return { status: 302, headers: { location: back.href }, body: "" };
    }
    if (path === "/token") return this.token(request);
    return { status: 404, body: {} };
  }

  private metadata() {
    return {
      issuer: this.saidIssuer ?? this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      ...this.extra,
    };
  }

  private jwk() {
    return { ...this.own.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" };
  }

  private token({ headers, body }: PeerRequest): PeerAnswer {
    this.exchanges += 1;
    const form = new URLSearchParams(body);
    const grant = this.grants.get(form.get("code") ?? "");
    this.grants.delete(form.get("code") ?? "");
    const secret = [this.clientId, this.clientSecret].map((text) => encodeURIComponent(text).replaceAll("%20", "+"));
    const basic = `Basic ${Buffer.from(secret.join(":")).toString("base64")}`;
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const right =
      grant?.asked.get("code_challenge_method") === "S256" &&
      grant.asked.get("code_challenge") === challenge &&
      grant.asked.get("redirect_uri") === form.get("redirect_uri") &&
      headers.authorization === basic;
    if (!grant || !right) return { status: 400, body: { error: "invalid_grant" } };
    return {
      status: 200,
      body: { access_token: "a", token_type: "Bearer", expires_in: 60, id_token: this.idToken(grant) },
    };
  }

  private idToken({ asked, claims, signedBy }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const alg = signedBy === "nobody" ? "none" : "RS256";
    const standard = { iss: this.issuer, aud: this.clientId, iat: now, exp: now + 60, nonce: asked.get("nonce") };
    const signed = `${part({ alg, kid: "1" })}.${part({ ...standard, ...claims })}`;
    if (signedBy === "nobody") return `${signed}.`;
    const { privateKey } = signedBy === "own" ? this.own : this.stranger;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }
}
