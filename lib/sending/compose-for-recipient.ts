import { uuidToBytes } from "@/lib/db/uuid-bytes";
import { plainMailbox, wireAddress } from "@/lib/mail/address";
import { dkimSignatures } from "@/lib/mail/dkim";
import { composeMessage, toRawMessage } from "@/lib/mail/mime";
import type { OutgoingMessage } from "@/lib/mail/transport";
import { verpAddress } from "@/lib/mail/verp";
import type { CompiledContent } from "@/lib/templates/compile";
import { type RecipientData, renderCompiled } from "@/lib/templates/render-compiled";
import {
  clickUrl,
  oneClickUrl,
  openPixelUrl,
  preferencesUrl,
  unsubscribeUrl,
  viewInBrowserUrl,
} from "@/lib/tracking/links";
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
  /** False for tests: links lead straight to their targets. */
  trackClicks: boolean;
}

/**
 * Renders, composes and signs the mail of one recipient: the same path for campaigns and tests. Throws when this one
 * cannot be written (MailAddressError, Liquid that fails for this contact); others are not concerned.
 */
export async function composeForRecipient(
  content: MailContent,
  recipient: MailRecipient,
  now: Date,
): Promise<OutgoingMessage> {
  const { identity, workspace, campaign } = content;
  const ref = { workspaceId: workspace.id, messageId: recipient.messageId };
  const rendered = renderCompiled(content.compiled, {
    contact: recipient.contact,
    workspace: { name: workspace.name },
    campaign: { name: campaign.name },
    urls: urlsOf(content.compiled, recipient, ref),
  });
  const to = { name: recipient.name, address: recipient.email };
  const mail = {
    id: recipient.messageId,
    domain: identity.domain,
    from: identity.from,
    to,
    replyTo: identity.replyTo,
    ...rendered,
    date: now,
    listId: { name: workspace.name, id: `${workspace.slug}.lists.${identity.domain}` },
    listUnsubscribe: {
      oneClickUrl: oneClickUrl(ref),
      mailto: verpAddress("unsubscribe", recipient.messageId, identity.returnPathHost),
    },
    feedbackId: `${shortId(campaign.id)}:${shortId(workspace.id)}:campaign:${identity.feedbackSender}`,
  };
  const composed = composeMessage(mail);
  const wire = wireAddress(recipient.email);
  return {
    id: recipient.messageId,
    envelopeFrom: verpAddress("bounce", recipient.messageId, identity.returnPathHost),
    envelopeTo: wire.address,
    raw: toRawMessage(composed, await dkimSignatures(composed, identity.keys, now)),
    smtpUtf8: composed.smtpUtf8,
    parts: {
      from: plainMailbox(identity.from),
      to: plainMailbox(to),
      ...(identity.replyTo && { replyTo: plainMailbox(identity.replyTo) }),
      ...rendered,
      headers: {
        "List-Id": `<${mail.listId.id}>`,
        "List-Unsubscribe": `<${mail.listUnsubscribe.oneClickUrl}>, <mailto:${mail.listUnsubscribe.mailto}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Feedback-ID": mail.feedbackId,
        "X-Entity-Ref-ID": recipient.messageId,
      },
    },
  };
}

function urlsOf(
  compiled: CompiledContent,
  recipient: MailRecipient,
  ref: { workspaceId: string; messageId: string },
): RecipientData["urls"] {
  return {
    click: (no) => (recipient.trackClicks ? clickUrl(ref, no) : (compiled.links[no]?.url ?? "")),
    pixel: openPixelUrl(ref),
    unsubscribe: unsubscribeUrl(ref),
    preferences: preferencesUrl(ref),
    viewInBrowser: viewInBrowserUrl(ref),
  };
}

/** Enough of an id to tell campaigns apart in Gmail's Postmaster Tools, without colons. */
function shortId(uuid: string): string {
  return uuidToBytes(uuid).subarray(-8).toString("hex");
}
