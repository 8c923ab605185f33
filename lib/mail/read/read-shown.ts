import { parseMail } from "./parse-mail";

/** What of a mail is shown: its text, and which files it has. */
export interface ReadMailContent {
  html: string | null;
  text: string | null;
  attachments: { filename: string; contentType: string; contentId: string | null; bytes: number }[];
}

/** Reads a stored mail for the screen; everything is null and empty for one that cannot be read. */
export async function readShown(raw: Uint8Array): Promise<ReadMailContent> {
  const mail = await parseMail(raw);
  const attachments = (mail?.attachments ?? []).map(({ filename, mimeType, contentId, content }) => ({
    filename: filename ?? "",
    contentType: mimeType,
    contentId: contentId ? contentId.replace(/^<|>$/g, "") : null,
    bytes: typeof content === "string" ? content.length : content.byteLength,
  }));
  return { html: mail?.html ?? null, text: mail?.text ?? null, attachments };
}
