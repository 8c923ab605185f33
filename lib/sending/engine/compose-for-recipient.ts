import { hash } from "node:crypto";
import { uuidToBytes } from "@/lib/base/db/uuid-bytes";
import { type MessageTokens, messageTokens, messageUrls } from "@/lib/content/links/links";
import { clickTo } from "@/lib/content/liquid/tracked-tag";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { compiledBody, tokenList, writeBody } from "@/lib/content/templates/compiled-body";
import { liquidData, type RecipientData, renderCompiled, renderSubject } from "@/lib/content/templates/render-compiled";
import { type SignatureForm, type SignedContent, signatureForm, signedNames, signHeaders } from "@/lib/mail/dkim/dkim";
import { plainMailbox } from "@/lib/mail/mime/address";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import { type CompiledHeaders, compileHeaders, messageHeaders } from "@/lib/mail/mime/compiled-headers";
import { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { verpAddresses } from "@/lib/mail/mime/verp";
import type { MessageParts, OutgoingMessage } from "@/lib/mail/transport";
import type { MailIdentity } from "./mail-identity";

/** What all messages of one campaign share. */
export interface MailContent {
  compiled: CompiledContent;
  identity: MailIdentity;
  workspace: { id: string; name: string; slug: string };
  campaign: { id: string; name: string };
}

export interface MailRecipient {
  messageId: string;
  email: string;
  name: string;
  /** `email`, `first_name`, `last_name` and the custom fields by key. */
  contact: Record<string, unknown>;
  /** False: links lead straight to their targets. */
  trackClicks: boolean;
}

/** What is made once for all messages of a content. */
interface Shared {
  headers: CompiledHeaders;
  signatures: readonly SignatureForm[];
  signatureBytes: number;
  listId: string;
  feedbackId: string;
}

/** Octets of headers that a message is likely to have. */
const HEADER_ROOM = 2048;

/**
 * Composes and signs the mail of one recipient: the same path for campaigns and tests. Answers at once when the domain
 * has no keys; else the signatures are made on the thread pool while the caller goes on. Throws, at once, when this
 * message cannot be written (MailAddressError, Liquid that fails for this contact); others are not concerned.
 *
 * With an arena the message lies in its memory, valid until the arena is reset; without one it has memory of its own.
 */
export function composeForRecipient(
  content: MailContent,
  recipient: MailRecipient,
  now: Date,
  arena: MessageArena = new MessageArena(0),
): OutgoingMessage | Promise<OutgoingMessage> {
  const shared = sharedOf(content);
  const { compiled, workspace, campaign } = content;
  const body = compiledBody(compiled, { workspace, campaign, trackClicks: recipient.trackClicks });
  const tokens = messageTokens({ workspaceId: workspace.id, messageId: recipient.messageId });
  const urls = messageUrls(tokens);
  const verp = verpAddresses(recipient.messageId, content.identity.returnPathHost);
  const scope = () => liquidData(compiled, recipientData(content, recipient, tokens));
  const headers = messageHeaders(shared.headers, {
    id: recipient.messageId,
    to: { name: recipient.name, address: recipient.email },
    subject: body.subject ?? renderSubject(compiled, recipient.contact, scope),
    date: now,
    oneClickUrl: urls.unsubscribe,
    unsubscribeMailto: verp("unsubscribe"),
  });
  const smtpUtf8 = shared.headers.smtpUtf8 || headers.to.smtpUtf8;

  const room = shared.signatureBytes + HEADER_ROOM + body.bytes;
  const writer = new MessageWriter(arena, tokenList(tokens), room);
  writer.skip(shared.signatureBytes);
  writer.headers(headers.parts, smtpUtf8);
  const bodyAt = writer.size;
  writeBody(
    body,
    writer,
    { contact: recipient.contact, [clickTo]: recipient.trackClicks ? urls.clickTo : undefined },
    scope,
  );

  const message: OutgoingMessage = {
    id: recipient.messageId,
    envelopeFrom: verp("bounce"),
    envelopeTo: headers.to.address,
    raw: writer.end(),
    // Quoted-printable is ASCII and escapes a dot that begins a line; header lines begin with a name or a space. Addresses are in wire form.
    wireReady: !smtpUtf8,
    smtpUtf8,
    parts: () => messageParts(content, recipient, tokens, verp("unsubscribe")),
  };
  if (shared.signatures.length === 0) return message;
  // The body is its own relaxed canonical form; see `quotePrintable`.
  const bodyHash = hash("sha256", message.raw.subarray(bodyAt), "base64");
  return signed(message, shared.signatures, { canonical: headers.canonical(), bodyHash, signedAt: now });
}

/** Fills the signatures into the room left for them at the top of the message. */
function signed(
  message: OutgoingMessage,
  forms: readonly SignatureForm[],
  content: SignedContent,
): Promise<OutgoingMessage> {
  return new Promise((resolve, reject) => {
    let waiting = forms.length;
    let at = 0;
    for (const form of forms) {
      const lineAt = at;
      at += form.bytes;
      signHeaders(form, content, (error, line) => {
        if (error) return reject(error);
        message.raw.write(line, lineAt, "latin1");
        if (--waiting === 0) resolve(message);
      });
    }
  });
}

const sharedByContent = new WeakMap<MailContent, Shared>();

function sharedOf(content: MailContent): Shared {
  const known = sharedByContent.get(content);
  if (known) return known;
  const { identity, workspace, campaign } = content;
  const listId = `${workspace.slug}.lists.${identity.domain}`;
  const feedbackId = `${shortId(campaign.id)}:${shortId(workspace.id)}:campaign:${identity.feedbackSender}`;
  const { from, replyTo, domain, keys } = identity;
  const headers = compileHeaders({ from, replyTo, domain, listId: { name: workspace.name, id: listId }, feedbackId });
  const names = signedNames(headers.names);
  const signatures = keys.map((key) => signatureForm(key, names));
  const signatureBytes = signatures.reduce((sum, form) => sum + form.bytes, 0);
  const shared = { headers, signatures, signatureBytes, listId, feedbackId };
  sharedByContent.set(content, shared);
  return shared;
}

function recipientData(content: MailContent, recipient: MailRecipient, tokens: MessageTokens): RecipientData {
  const { compiled, workspace, campaign } = content;
  const urls = messageUrls(tokens);
  return {
    contact: recipient.contact,
    workspace: { name: workspace.name },
    campaign: { name: campaign.name },
    urls: recipient.trackClicks ? urls : { ...urls, click: (no) => compiled.links[no]?.url ?? "", clickTo: undefined },
  };
}

/** The same mail in fields, for providers that compose by themselves. */
function messageParts(
  content: MailContent,
  recipient: MailRecipient,
  tokens: MessageTokens,
  mailto: string,
): MessageParts {
  const { identity } = content;
  const { listId, feedbackId } = sharedOf(content);
  const { subject, html, text } = renderCompiled(content.compiled, recipientData(content, recipient, tokens));
  return {
    from: plainMailbox(identity.from),
    to: plainMailbox({ name: recipient.name, address: recipient.email }),
    ...(identity.replyTo && { replyTo: plainMailbox(identity.replyTo) }),
    subject,
    html: html.toWellFormed(),
    text: text.toWellFormed(),
    headers: {
      "List-Id": `<${listId}>`,
      "List-Unsubscribe": `<${messageUrls(tokens).unsubscribe}>, <mailto:${mailto}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Feedback-ID": feedbackId,
      "X-Entity-Ref-ID": recipient.messageId,
    },
  };
}

/** Enough of an id to tell campaigns apart in Gmail's Postmaster Tools, without colons. */
function shortId(uuid: string): string {
  return uuidToBytes(uuid).subarray(-8).toString("hex");
}
