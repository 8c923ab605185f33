import { newId } from "@/lib/base/db/ids";
import { asciiDomain } from "@/lib/mail/mime/address";
import { readRawMail, writeRawMail } from "@/lib/mail/mime/raw-mail";

/** A mail as it came with a Message-ID of its own: mailboxes keep one of two mails with the same. */
export function withNewId(raw: Buffer, author: string): Buffer {
  const { fields, body } = readRawMail(raw);
  const text = `Message-ID: <${newId()}@${asciiDomain(author.slice(author.lastIndexOf("@") + 1))}>`;
  const others = fields.filter(({ name }) => name !== "message-id");
  return writeRawMail({ fields: [...others, { name: "message-id", text }], body });
}
