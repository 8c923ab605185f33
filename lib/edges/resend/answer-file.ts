import { systemCtx } from "@/lib/base/context";
import { createLog } from "@/lib/base/log";
import { heavyWork } from "@/lib/base/routes/heavy-work";
import { ApiProblem } from "@/lib/edges/api/problems";
import { toProblem } from "@/lib/edges/api/to-problem";
import { getEmail } from "@/lib/emails/get-email";
import { loadFile } from "@/lib/emails/load-file";
import { sourceOf } from "@/lib/inbound/replies/received";
import { readReceivedFile } from "@/lib/inbound/replies/received-mail-task";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";
import { type FileLink, readFileLink } from "./file-links";
import { RESEND_ROOT } from "./resend-operation";
import { errorAnswer } from "./resend-problem";

const log = createLog({ part: "resend-files" });

interface Shown {
  type: string;
  name: string | null;
  octets: Uint8Array;
}

/** Answers the links that attachments and received mails have; null for every other address. They bear their own right, and no key. */
export async function answerFile(request: Pick<Request, "url" | "method">): Promise<Response | null> {
  const { pathname } = new URL(request.url, "http://localhost");
  const [, token] = /^\/+files\/+([\w-]{1,500})\/*$/.exec(pathname.slice(RESEND_ROOT.length)) ?? [];
  if (token === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
  const link = readFileLink(token, new Date());
  try {
    const shown = link && (await shownOf(link));
    if (!shown) return refused(new ApiProblem("unknown_path", "This link has run out, or never was one."));
    return asFile(shown, link.kind === "shared");
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") log.error("a link to a file failed", { error });
    return refused(problem);
  }
}

/** Others wrote it: it is shown without rights, and nothing of it runs. */
function asFile({ type, name, octets }: Shown, isPage: boolean): Response {
  const policy = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return new Response(Buffer.from(octets), {
    headers: {
      "content-type": type,
      "content-disposition": isPage ? "inline" : `attachment; filename*=UTF-8''${encodeURIComponent(name ?? "file")}`,
      "content-security-policy": isPage ? `${policy}; img-src https: data:; style-src 'unsafe-inline'` : policy,
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
      "referrer-policy": "no-referrer",
      "cache-control": "private, no-store",
    },
  });
}

function refused(problem: ApiProblem): Response {
  const told = errorAnswer(problem, "File");
  const headers = { ...problem.headers, "content-type": "application/json", "cache-control": "no-store" };
  return new Response(JSON.stringify(told), { status: told.statusCode, headers });
}

async function shownOf(link: FileLink): Promise<Shown | null> {
  const { kind, workspaceId, id, at } = link;
  const ctx = systemCtx(workspaceId, "file link");
  if (kind === "attachment") {
    const file = await loadFile(ctx, id, at);
    return file && { type: file.contentType, name: file.fileName, octets: file.data };
  }
  if (kind !== "shared") return heavyWork({ userId: `file link ${id}`, workspaceId }, () => receivedOf(link));
  const { html, text } = await getEmail(ctx, { emailId: id });
  if (html === null && text === null) return null;
  const type = html === null ? "text/plain" : "text/html";
  return { type: `${type}; charset=utf-8`, name: null, octets: Buffer.from(html ?? text ?? "") };
}

async function receivedOf({ kind, workspaceId, id, at }: FileLink): Promise<Shown | null> {
  const ctx = systemCtx(workspaceId, "file link");
  const reply = await ctx.db.reply.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  const raw = reply && (await sourceOf(ctx, reply.inboundId));
  if (!raw?.length) return null;
  if (kind === "received_source") return { type: "message/rfc822", name: "mail.eml", octets: withoutTokens(raw) };
  const octets = await readReceivedFile(raw, at);
  return octets && { type: "application/octet-stream", name: null, octets };
}

/** Octet for octet but for what would let its reader act for the recipient. */
const withoutTokens = (raw: Uint8Array) => Buffer.from(maskTokens(Buffer.from(raw).toString("latin1")), "latin1");
