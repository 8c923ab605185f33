import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type HttpPeer, httpPeer, type PeerAnswer, type PeerRequest } from "./http-peer";

const tag = z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/);
const SendEmail = z.strictObject({
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64().min(1) }) }),
  Destination: z.strictObject({
    ToAddresses: z
      .array(z.string().regex(/^[\x21-\x7e]+@[\x21-\x7e]+$/))
      .min(1)
      .max(50),
  }),
  EmailTags: z
    .array(z.strictObject({ Name: tag, Value: tag }))
    .max(50)
    .optional(),
  ConfigurationSetName: z.string().optional(),
  TenantName: z.string().optional(),
});

/** `cut-before` and `cut-after`: the connection ends before or after the message was taken; or a service error. */
export type SesFault = "cut-before" | "cut-after" | { status: number; name: string; message?: string };

export interface SesPeer extends HttpPeer {
  delivered: { id: string; to: string; raw: string; tags: Record<string, string>; set: string; tenant: string }[];
  /** Requests to send, taken or not. */
  asked: number;
  accountsAsked: number;
  /** Faults of the next requests to send, in order. */
  faults: (SesFault | null)[];
  account: {
    SendingEnabled: boolean;
    EnforcementStatus: string;
    SendQuota: { Max24HourSend: number; MaxSendRate: number; SentLast24Hours: number };
  };
}

const problem = (status: number, name: string, message: string): PeerAnswer => ({
  status,
  headers: { "x-amzn-errortype": `${name}:http://internal.amazon.com/` },
  body: { message },
});

const KEY = "AKIAEXAMPLE";
const signature =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/ses\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** Whether a request is signed with Signature Version 4 for this region, over the headers that matter. */
function judgeSignature(request: PeerRequest): PeerAnswer | null {
  const match = signature.exec(request.headers.authorization ?? "");
  if (!match) return problem(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  if (match[1] !== KEY) return problem(403, "UnrecognizedClientException", "The security token is invalid.");
  const signed = match[3]?.split(";") ?? [];
  if (match[2] !== "eu-west-1" || !signed.includes("host") || !signed.includes("x-amz-date")) {
    return problem(403, "InvalidSignatureException", "The request signature does not match.");
  }
  return null;
}

/**
 * A stand-in for the SES v2 API that minds what the real one does: the signature, required fields and the characters of
 * tags and addresses, the message itself, known configuration sets and tenants, and the sending rate.
 */
export async function sesPeer({ sets = ["marketing"], tenants = ["acme"] } = {}): Promise<SesPeer> {
  const state: Omit<SesPeer, keyof HttpPeer> = {
    delivered: [],
    asked: 0,
    accountsAsked: 0,
    faults: [],
    account: {
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 500, SentLast24Hours: 10 },
    },
  };
  let window: number[] = [];

  function overRate(): boolean {
    const now = performance.now();
    window = window.filter((at) => at > now - 1000);
    window.push(now);
    return window.length > state.account.SendQuota.MaxSendRate;
  }

  function take(request: PeerRequest): PeerAnswer {
    const parsed = SendEmail.safeParse(JSON.parse(request.body));
    if (!parsed.success) return problem(400, "BadRequestException", z.prettifyError(parsed.error));
    const { Content, Destination, EmailTags = [], ConfigurationSetName: set = "", TenantName = "" } = parsed.data;
    if (set && !sets.includes(set))
      return problem(404, "NotFoundException", `Configuration set <${set}> does not exist.`);
    if (TenantName && !tenants.includes(TenantName)) return problem(404, "NotFoundException", "Tenant does not exist.");
    const raw = Buffer.from(Content.Raw.Data, "base64").toString();
    if (!/\r\n\r\n/.test(raw) || !/^From: /im.test(raw))
      return problem(400, "MessageRejected", "Missing header 'From'.");
    const id = `0102${randomUUID()}-000000`;
    const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value]));
    state.delivered.push({ id, to: Destination.ToAddresses[0] ?? "", raw, tags, set, tenant: TenantName });
    return { status: 200, body: { MessageId: id } };
  }

  async function answer(request: PeerRequest): Promise<PeerAnswer> {
    const refusal = judgeSignature(request);
    if (request.method === "GET" && request.path === "/v2/email/account") {
      state.accountsAsked += 1;
      return refusal ?? { status: 200, body: state.account };
    }
    state.asked += 1;
    if (refusal) return refusal;
    if (request.method !== "POST" || request.path !== "/v2/email/outbound-emails") {
      return problem(404, "UnknownOperationException", "Unknown operation.");
    }
    const fault = state.faults.shift() ?? null;
    if (fault === "cut-before") return "cut";
    if (fault && typeof fault === "object") return problem(fault.status, fault.name, fault.message ?? fault.name);
    if (overRate()) return problem(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
    const taken = take(request);
    return fault === "cut-after" ? "cut" : taken;
  }

  const peer = await httpPeer(answer);
  return Object.assign(state, peer);
}

/** Settings that the peer takes. */
export const sesPeerSettings = { region: "eu-west-1", accessKeyId: KEY, secretAccessKey: "a-secret-of-the-test" };
