import type { Address } from "postal-mime";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";
import { parseMail } from "@/lib/mail/read/parse-mail";

const MAX_TEXT = 1_000_000;
const MAX_FILES = 50;
const MAX_HEADERS = 200;

/** A file of a mail that came in. */
export interface ReceivedFile {
  filename: string | null;
  contentType: string;
  contentId: string | null;
  inline: boolean;
  bytes: number;
}

/** What a mail says, as programs read it. */
export interface ReceivedContent {
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  cc: string[];
  replyTo: string[];
  messageId: string | null;
  files: ReceivedFile[];
}

const octetsOf = (content: ArrayBuffer | Uint8Array | string): Buffer =>
  typeof content === "string" ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);

const addressesOf = (list: Address[] | undefined) => (list ?? []).flatMap(({ address }) => address ?? []).slice(0, 100);

/** Reads a mail whole; links of our own mail that it quotes cannot be used. Null when it cannot be read. */
export async function receivedContent(raw: Uint8Array): Promise<ReceivedContent | null> {
  const mail = raw.length > 0 ? await parseMail(raw) : null;
  if (!mail) return null;
  const shown = (text: string | undefined) => (text ? maskTokens(text.slice(0, MAX_TEXT)) : null);
  return {
    html: shown(mail.html),
    text: shown(mail.text),
    headers: Object.fromEntries(
      mail.headers.slice(0, MAX_HEADERS).map(({ key, value }) => [key, maskTokens(value.slice(0, 2_000))]),
    ),
    cc: addressesOf(mail.cc),
    replyTo: addressesOf(mail.replyTo),
    messageId: mail.messageId ?? null,
    files: mail.attachments.slice(0, MAX_FILES).map((file) => ({
      filename: file.filename?.slice(0, 200) ?? null,
      contentType: file.mimeType.slice(0, 100),
      contentId: file.contentId ?? null,
      inline: file.disposition === "inline",
      bytes: octetsOf(file.content).length,
    })),
  };
}

/** The octets of one file of a mail, by its place; null when there is none. */
export async function receivedOctets(raw: Uint8Array, at: number): Promise<Uint8Array | null> {
  const mail = raw.length > 0 ? await parseMail(raw) : null;
  const file = mail?.attachments.slice(0, MAX_FILES)[at];
  return file ? new Uint8Array(octetsOf(file.content)) : null;
}
