import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import { Unreachable } from "@/lib/base/outgoing/route";
import { MAX_FILE_BYTES, MAX_FILES } from "@/lib/emails/attachment";
import type { GivenAttachment } from "./email-body";
import { ResendProblem } from "./resend-problem";

/** A file as the product takes it. */
export interface GivenFile {
  filename: string;
  content: string;
  contentType?: string | undefined;
  contentId?: string | undefined;
}

/** For all files of a mail together. */
const MAX_MS = 20_000;

const refused = (at: number, text: string) =>
  new ResendProblem(422, "invalid_attachment", text, [{ field: `attachments.${at}`, code: "invalid", message: text }]);

/**
 * The files of a mail, with those fetched that are named by their address: over https, from no private network, without following redirects. Not to be
 * called in a transaction. Throws 422 `invalid_attachment`.
 */
export async function loadAttachments(
  given: readonly GivenAttachment[],
  reach: OutgoingFetch = outgoingFetch,
): Promise<GivenFile[]> {
  if (given.length > MAX_FILES) throw refused(MAX_FILES, `A mail has at most ${MAX_FILES} files.`);
  const until = Date.now() + MAX_MS;
  let left = MAX_FILE_BYTES;
  const files: GivenFile[] = [];
  for (const [at, file] of given.entries()) {
    const octets =
      file.content === undefined ? await fetched(file, at, { reach, left, ms: until - Date.now() }) : undefined;
    left -= octets?.length ?? 0;
    files.push({
      filename: file.filename || nameOf(file) || `attachment-${at + 1}`,
      content: file.content ?? octets?.toString("base64") ?? "",
      ...(file.content_type && { contentType: file.content_type }),
      ...(file.content_id && { contentId: file.content_id }),
    });
  }
  return files;
}

/** The last part of its address. */
function nameOf({ path }: GivenAttachment): string | null {
  const url = path === undefined ? null : URL.parse(path);
  try {
    return url && decodeURIComponent(url.pathname.split("/").at(-1) ?? "").slice(0, 200);
  } catch {
    return null;
  }
}

interface Fetching {
  reach: OutgoingFetch;
  /** Octets. */
  left: number;
  ms: number;
}

async function fetched({ path }: GivenAttachment, at: number, { reach, left, ms }: Fetching): Promise<Buffer> {
  if (path === undefined) throw refused(at, `Give attachment ${at + 1} a \`content\` or a \`path\`.`);
  const url = URL.parse(path);
  if (!url || !/^https?:$/.test(url.protocol))
    throw refused(at, "`path` is no whole address, such as https://example.com/invoice.pdf.");
  if (ms <= 0) throw refused(at, "The files of this mail took too long to be fetched.");
  try {
    const headers = { "user-agent": "Homing-Attachments/1" };
    const response = await reach(url.href, { timeoutMs: ms, maxBytes: left, headers });
    if (response.status !== 200) throw refused(at, `${url.hostname} answered ${response.status} for the file.`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ResendProblem) throw error;
    const why = error instanceof Unreachable ? error.message : "it could not be fetched, or is too large.";
    throw refused(at, `The file at ${url.hostname}: ${why}`);
  }
}
