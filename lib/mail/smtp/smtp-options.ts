/** How to sign in. `token` is an OAuth 2 access token, or gives one; it is asked for at each new connection. */
export interface SmtpAuth {
  user: string;
  pass?: string | undefined;
  token?: string | (() => Promise<string>) | undefined;
  /** The mechanism to insist on; without it the best one that the peer offers. */
  method?: SmtpAuthMethod | undefined;
}

export type SmtpAuthMethod = "plain" | "login" | "xoauth2";

/** How long to wait for the peer, in milliseconds. */
export interface SmtpTimeouts {
  /** Name lookup, TCP and TLS. */
  connectMs: number;
  greetingMs: number;
  commandMs: number;
  /** For the last reply, after the last octet of the content. */
  contentMs: number;
  /** For the goodbye. */
  closeMs: number;
  /** For what is on the wire when the transport is closed. */
  drainMs: number;
  /** Pause before another connection is tried after one that failed; doubles each time. */
  retryMs: number;
}

/** How to reach and use one SMTP peer. */
export interface SmtpOptions {
  /** A workspace named the server, not the operator: it is reached by the rules of lib/base/outgoing. */
  foreign: boolean;
  host: string;
  port: number;
  /** TLS from the start; otherwise STARTTLS wherever the peer offers it. */
  secure: boolean;
  /** Send nothing when the peer does not offer STARTTLS. */
  requireTls: boolean;
  /** Never use STARTTLS. */
  ignoreTls: boolean;
  /** False takes any certificate. */
  rejectUnauthorized: boolean;
  /** Name that the certificate must have; null for `host`. */
  servername: string | null;
  /** Certificates (PEM) trusted instead of the usual ones. */
  ca: string | null;
  auth: SmtpAuth | null;
  /** Send the password without TLS, also to another machine. */
  allowInsecureAuth: boolean;
  /** False leaves PIPELINING alone even where it is offered, for a middlebox that does not bear it. */
  pipelining: boolean;
  /** Our host name in EHLO; null for the machine's own. */
  name: string | null;
  /** Connections for bulk mail held open at once; one more is kept apart for priority mail. */
  maxConnections: number;
  /** Messages after which a connection is closed and a new one opened. */
  maxMessagesPerConnection: number;
  /** Idle time after which a connection is given back. */
  idleTimeoutMs: number;
  timeouts: SmtpTimeouts;
}

const METHODS: readonly SmtpAuthMethod[] = ["plain", "login", "xoauth2"];
const DEFAULT_CONNECTIONS = 8;
const DEFAULT_MESSAGES_PER_CONNECTION = 500;

/** The settings of a peer from the few that matter; everything else gets its default. */
export function smtpOptions(
  given: Partial<Omit<SmtpOptions, "timeouts">> & { host: string; timeouts?: Partial<SmtpTimeouts> },
): SmtpOptions {
  return {
    foreign: false,
    port: given.secure ? 465 : 587,
    secure: false,
    requireTls: false,
    ignoreTls: false,
    rejectUnauthorized: true,
    servername: null,
    ca: null,
    auth: null,
    allowInsecureAuth: false,
    pipelining: true,
    name: null,
    maxConnections: DEFAULT_CONNECTIONS,
    maxMessagesPerConnection: DEFAULT_MESSAGES_PER_CONNECTION,
    idleTimeoutMs: 20_000,
    ...given,
    timeouts: {
      connectMs: 15_000,
      greetingMs: 30_000,
      commandMs: 60_000,
      contentMs: 120_000,
      closeMs: 1_000,
      drainMs: 20_000,
      retryMs: 100,
      ...given.timeouts,
    },
  };
}

/**
 * Reads `smtp://user:password@host:port` or `smtps://…` (TLS from the start). STARTTLS is used whenever the peer offers
 * it. Query: `requireTLS=true`, `ignoreTLS=true`, `rejectUnauthorized=false`, `servername=` (in the certificate),
 * `auth=plain|login|xoauth2`, `token=` (OAuth 2), `allowInsecureAuth=true` (password without TLS),
 * `pipelining=false`, `name=` (our host name in EHLO), `connections=`, `messages=` (per connection). Throws a RangeError in words for anything else.
 */
export function parseSmtpUrl(url: string): SmtpOptions {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== "smtp:" && parsed.protocol !== "smtps:") || !parsed.hostname) {
    throw new RangeError("SMTP_URL must look like smtp://user:password@mail.example.com:587");
  }
  const secure = parsed.protocol === "smtps:";
  const query = parsed.searchParams;
  return smtpOptions({
    host: parsed.hostname.replace(/^\[|\]$/g, ""),
    port: Number(parsed.port) || (secure ? 465 : 587),
    secure,
    requireTls: query.get("requireTLS") === "true",
    ignoreTls: query.get("ignoreTLS") === "true",
    rejectUnauthorized: query.get("rejectUnauthorized") !== "false",
    servername: query.get("servername"),
    auth: readAuth(parsed),
    allowInsecureAuth: query.get("allowInsecureAuth") === "true",
    pipelining: query.get("pipelining") !== "false",
    name: query.get("name"),
    maxConnections: positive(query.get("connections"), DEFAULT_CONNECTIONS),
    maxMessagesPerConnection: positive(query.get("messages"), DEFAULT_MESSAGES_PER_CONNECTION),
  });
}

function readAuth(url: URL): SmtpAuth | null {
  if (!url.username) return null;
  const name = url.searchParams.get("auth")?.toLowerCase();
  const method = METHODS.find((each) => each === name);
  if (name && !method) throw new RangeError(`auth=${name} in SMTP_URL is not known: use plain, login or xoauth2.`);
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  const token = url.searchParams.get("token") ?? undefined;
  // Without a token of its own the password of an XOAUTH2 sign-in is the token.
  return { user, pass, token: token ?? (method === "xoauth2" ? pass : undefined), method };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError("A percent sign in the user name or password in SMTP_URL must be written as %25.");
  }
}

function positive(value: string | null, fallback: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}
