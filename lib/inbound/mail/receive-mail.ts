import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { AppError, invalid, notFound } from "@/lib/base/errors";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { hashHookToken } from "@/lib/inbound/mail/inbound-settings";
import { storeInbound } from "@/lib/inbound/mail/store-inbound";

export interface RawCall {
  /** From the address. */
  token: string;
  contentType: string;
  /** Envelope as far as the caller knows it; null where it says nothing. */
  from: string | null;
  to: string | null;
  readBody: (limit: number) => Promise<Uint8Array>;
}

const perMinute = 600;
const touchMs = 10_000;

/**
 * Takes one raw mail (RFC 5322) by HTTP. When it answers, the mail and its job are committed; the same mail again answers the same id.
 * Throws `not_found` for an unknown token, `rate_limited`, `too_large`, and `invalid` for what is no mail.
 */
export async function receiveMail(call: RawCall): Promise<{ id: string; isNew: boolean }> {
  const settings =
    call.token.length <= 100
      ? await prisma.inboundSetting.findUnique({ where: { hookTokenHash: hashHookToken(call.token) } })
      : null;
  if (!settings) throw notFound("address");
  const { workspaceId, lastHookAt } = settings;
  await hitRateLimit(`inbound-hook:${workspaceId}`, { limit: perMinute, windowMs: 60_000 });
  if (!/^(message\/(rfc822|global)|text\/plain|application\/octet-stream)\b/i.test(call.contentType)) {
    throw invalid("Send the raw mail with content-type message/rfc822.");
  }
  const raw = Buffer.from(await call.readBody(env.INBOUND_MAX_BYTES));
  if (!looksLikeMail(raw))
    throw invalid("The body is no mail: it should begin with header fields such as From: and Subject:.");
  const kept = await storeInbound({
    route: "http",
    workspaceId,
    envelopeFrom: envelopeAddress(call.from, "from"),
    envelopeTo: envelopeAddress(call.to, "to"),
    raw,
  });
  const now = new Date();
  if (!lastHookAt || now.getTime() - lastHookAt.getTime() > touchMs) {
    await prisma.inboundSetting.updateMany({ where: { workspaceId }, data: { lastHookAt: now } });
  }
  return kept;
}

/** A header field in the first line; a line of an mbox file before it is passed over. */
function looksLikeMail(raw: Buffer): boolean {
  const start = raw
    .toString("latin1", 0, 2000)
    .replace(/^(?:\r?\n)+/, "")
    .replace(/^From [^\n]*\n/, "");
  return /^[A-Za-z][A-Za-z0-9_-]{0,76}[ \t]*:/.test(start);
}

function envelopeAddress(value: string | null, field: string): string {
  const address = value?.trim().replace(/^<(.*)>$/, "$1") ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no address has one
  if (address.length > 320 || /[\x00-\x1f\x7f]/.test(address)) {
    throw new AppError("invalid", "The envelope address is none.", { [field]: "This is no e-mail address." });
  }
  return address;
}
