import { systemCtx } from "@/lib/base/context";
import { loadFile } from "@/lib/emails/load-file";
import { sourceOf } from "@/lib/inbound/replies/received";
import { readReceivedFile } from "@/lib/inbound/replies/received-mail-task";
import { type FileLink, readFileLink } from "./file-links";
import { RESEND_ROOT } from "./resend-operation";

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
  const shown = link && (await shownOf(link));
  if (!shown) return gone();
  // Others wrote it: it is shown without rights, and nothing of it runs.
  const isPage = link.kind === "shared";
  return new Response(Buffer.from(shown.octets), {
    headers: {
      "content-type": shown.type,
      "content-disposition": isPage
        ? "inline"
        : `attachment; filename*=UTF-8''${encodeURIComponent(shown.name ?? "file")}`,
      "content-security-policy": `sandbox; default-src 'none'${isPage ? "; img-src https: data:; style-src 'unsafe-inline'" : ""}`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "private, no-store",
    },
  });
}

const gone = () =>
  new Response(
    JSON.stringify({ statusCode: 404, name: "not_found", message: "This link has run out, or never was one." }),
    {
      status: 404,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    },
  );

async function shownOf({ kind, workspaceId, id, at }: FileLink): Promise<Shown | null> {
  const ctx = systemCtx(workspaceId, "file link");
  if (kind === "attachment") {
    const file = await loadFile(ctx, id, at);
    return file && { type: file.contentType, name: file.fileName, octets: file.data };
  }
  if (kind === "shared") {
    const content = await ctx.db.emailContent.findUnique({
      where: { workspaceId_emailId: { workspaceId, emailId: id } },
    });
    if (!content) return null;
    const [type, text] = content.html === null ? ["text/plain", content.text] : ["text/html", content.html];
    return { type: `${type}; charset=utf-8`, name: null, octets: Buffer.from(text) };
  }
  const reply = await ctx.db.reply.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  const raw = reply && (await sourceOf(ctx, reply.inboundId));
  if (!raw?.length) return null;
  if (kind === "received_source") return { type: "message/rfc822", name: "mail.eml", octets: raw };
  const octets = await readReceivedFile(raw, at);
  return octets && { type: "application/octet-stream", name: null, octets };
}
