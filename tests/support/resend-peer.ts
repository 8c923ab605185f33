import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type HttpPeer, httpPeer, type PeerAnswer, type PeerRequest } from "./http-peer";

/** An address, alone or as `Name <address>`; the group is its domain. */
const mailbox = /^(?:[^<>]+ <)?[^\s<>@]+@([a-z0-9.-]+\.[a-z]+)>?$/i;
const sentence = /^[A-Za-z0-9_-]{1,256}$/;
const Email = z.strictObject({
  from: z.string().min(1),
  to: z.union([z.string(), z.array(z.string()).max(50)]),
  subject: z.string().min(1),
  html: z.string().optional(),
  text: z.string().optional(),
  reply_to: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.strictObject({ name: z.string().regex(sentence), value: z.string().regex(sentence) })).optional(),
});
type Email = z.infer<typeof Email>;

/**
 * What goes wrong with one request: `cut-before` and `error-before` before anything was taken, `cut-after` and
 * `error-after` when it was; `busy`: another request with this key is being worked on; or an answer of any kind.
 */
export type ResendFault =
  | "cut-before"
  | "cut-after"
  | "error-before"
  | "error-after"
  | "busy"
  | { status: number; name: string; message?: string; headers?: Record<string, string> };

export interface ResendPeer extends HttpPeer {
  /** What would reach recipients, in order. */
  delivered: { id: string; to: string; messageId: string; email: Email }[];
  requests: { path: string; key: string; size: number; at: number }[];
  /** Faults of the next requests, in order. */
  faults: (ResendFault | null)[];
}

interface Options {
  /** Requests in each second of the clock. */
  perSecond?: number;
  /** Domains that mail may come from. */
  domains?: string[];
}

const problem = (statusCode: number, name: string, message: string, headers = {}): PeerAnswer => ({
  status: statusCode,
  headers,
  body: { statusCode, name, message },
});

/**
 * A stand-in for Resend's API that minds what the real one does: the key, required fields and limits, the characters of
 * tags, verified domains, idempotency keys, and a rate limit with its headers.
 */
export async function resendPeer({ perSecond = 1000, domains = ["acme.com"] }: Options = {}): Promise<ResendPeer> {
  const answered = new Map<string, { body: string; answer: PeerAnswer }>();
  const limit = rateLimit(perSecond);
  const state: Pick<ResendPeer, "delivered" | "requests" | "faults"> = { delivered: [], requests: [], faults: [] };

  function take(emails: Email[]): { id: string }[] {
    return emails.map((email) => {
      const to = String(email.to);
      const messageId = email.tags?.find((tag) => tag.name === "message_id")?.value ?? "";
      const id = randomUUID();
      state.delivered.push({ id, to, messageId, email });
      return { id };
    });
  }

  function wrong(email: unknown): { status: number; message: string } | null {
    const parsed = Email.safeParse(email);
    if (!parsed.success) return { status: 422, message: z.prettifyError(parsed.error) };
    const { html, text, to, from } = parsed.data;
    if (!html && !text) return { status: 422, message: "Missing `html` or `text` field." };
    if (!mailbox.test(String(to))) return { status: 422, message: "Invalid `to` field." };
    const domain = mailbox.exec(from)?.[1] ?? "";
    if (!domains.includes(domain)) return { status: 403, message: `The ${domain} domain is not verified.` };
    return null;
  }

  function answerOne(email: unknown): PeerAnswer {
    const found = wrong(email);
    if (found) return problem(found.status, "validation_error", found.message);
    return { status: 200, body: take([Email.parse(email)])[0] };
  }

  function answerBatch(emails: unknown, permissive: boolean): PeerAnswer {
    if (!Array.isArray(emails) || emails.length === 0 || emails.length > 100) {
      return problem(422, "validation_error", "A batch has 1 to 100 emails.");
    }
    const errors = emails.flatMap((email, index) => {
      const found = wrong(email);
      return found ? [{ index, message: found.message, status: found.status }] : [];
    });
    const [first] = errors;
    if (first && (!permissive || first.status === 403)) {
      return problem(first.status, "validation_error", first.message);
    }
    const data = take(emails.filter((_, index) => !errors.some((error) => error.index === index)));
    const reported = errors.map(({ index, message }) => ({ index, message }));
    return { status: 200, body: permissive ? { data, errors: reported } : { data } };
  }

  function work(request: PeerRequest, key: string): PeerAnswer {
    const known = answered.get(key);
    if (known) {
      if (known.body === request.body) return known.answer;
      return problem(409, "invalid_idempotent_request", "The key was used with a different payload.");
    }
    const body: unknown = JSON.parse(request.body);
    const permissive = request.headers["x-batch-validation"] === "permissive";
    const answer = request.path === "/emails" ? answerOne(body) : answerBatch(body, permissive);
    if (key && answer !== "cut" && answer.status === 200) answered.set(key, { body: request.body, answer });
    return answer;
  }

  async function answer(request: PeerRequest): Promise<PeerAnswer> {
    const key = String(request.headers["idempotency-key"] ?? "");
    const size = request.path === "/emails" ? 1 : (JSON.parse(request.body) as unknown[]).length;
    state.requests.push({ path: request.path, key, size, at: performance.now() });
    if (request.method !== "POST" || !["/emails", "/emails/batch"].includes(request.path)) {
      return problem(404, "not_found", "The requested endpoint does not exist.");
    }
    const { allowed, headers } = limit();
    if (!allowed) return problem(429, "rate_limit_exceeded", `You can make ${perSecond} requests a second.`, headers);
    const key_ = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (!key_) return problem(401, "missing_api_key", "Missing API Key");
    if (key_ !== "re_good") return problem(403, "invalid_api_key", "API key is invalid");
    if (key.length > 256) return problem(400, "invalid_idempotency_key", "The key is too long.");
    const fault = state.faults.shift() ?? null;
    if (fault === "cut-before") return "cut";
    if (fault === "error-before") return problem(500, "internal_server_error", "Something went wrong.");
    if (fault === "busy") return problem(409, "concurrent_idempotent_requests", "Another request is in progress.");
    if (fault && typeof fault === "object") {
      return problem(fault.status, fault.name, fault.message ?? fault.name, fault.headers);
    }
    const done = work(request, key);
    if (fault === "cut-after") return "cut";
    if (fault === "error-after") return { status: 502, body: "<html>Bad gateway</html>" };
    return done === "cut" ? done : { ...done, headers };
  }

  const peer = await httpPeer(answer);
  return Object.assign(state, peer);
}

/** Counts requests in each second, and says in the headers of every answer what is left. */
function rateLimit(perSecond: number): () => { allowed: boolean; headers: Record<string, string> } {
  let windowEndsAt = 0;
  let left = 0;
  return () => {
    const now = performance.now();
    if (now >= windowEndsAt) {
      windowEndsAt = now + 1000;
      left = perSecond;
    }
    const allowed = left > 0;
    left = Math.max(0, left - 1);
    const reset = String(Math.ceil((windowEndsAt - now) / 1000));
    const headers: Record<string, string> = {
      "ratelimit-limit": String(perSecond),
      "ratelimit-policy": `${perSecond};w=1`,
      "ratelimit-remaining": String(left),
      "ratelimit-reset": reset,
      ...(allowed ? {} : { "retry-after": reset }),
    };
    return { allowed, headers };
  };
}
