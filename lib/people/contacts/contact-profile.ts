import { shownAddress } from "@/lib/base/addresses/shown-address";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { consentMethods } from "@/lib/people/addresses/consent-methods.shared";
import { isInForce } from "@/lib/people/addresses/in-force";
import { noteText } from "@/lib/people/addresses/note-text";
import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import { findWordings, wordingVersion } from "@/lib/people/addresses/wording";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { type ContactMarkView, presentMarks } from "@/lib/people/hygiene/stored-mark";
import { getContact } from "./get-contact";
import { contactFields } from "./stored-fields";

/** All that the contact page shows besides the timeline. */
export interface ContactProfile {
  id: string;
  /** By which another program knows the person. */
  externalId: string | null;
  email: string;
  /** With an international domain as people write it. */
  shownEmail: string;
  firstName: string | null;
  lastName: string | null;
  fields: Record<string, FieldValue>;
  tags: string[];
  source: string;
  /** What is wrong with the address, though it is written rightly. */
  marks: ContactMarkView[];
  timeZone: string | null;
  language: string | null;
  createdAt: string;
  lastActivityAt: string | null;
  lastOpenedAt: string | null;
  lastClickedAt: string | null;
  /** What blocks the address now. `scope` installation: for every workspace, by the operator. */
  suppression: {
    id: string;
    scope: "workspace" | "installation";
    reason: string;
    note: string;
    createdAt: string;
    expiresAt: string | null;
    /** The message that caused it. */
    messageId: string | null;
  } | null;
  subscriptions: {
    listId: string;
    name: string;
    status: SubscriptionStatus;
    source: string;
    since: string;
    reason: string | null;
    archived: boolean;
  }[];
  consents: {
    id: string;
    kind: string;
    method: string;
    wording: string;
    /** Which words they were; null where there are none, and in entries from before versions were kept. */
    wordingVersion: string | null;
    /** What brought it: a file, a key, a member, the recipient. */
    source: string;
    listName: string | null;
    ip: string | null;
    occurredAt: string;
  }[];
}

/** The person with lists, tags, suppression and the latest 100 entries of the consent ledger, or `not_found`. */
export async function contactProfile(ctx: Ctx, contactId: string): Promise<ContactProfile> {
  const contact = await getContact(ctx, contactId);
  const where = { workspaceId: ctx.workspaceId, contactId };
  const [subscriptions, tags, suppression, consents, marks] = await Promise.all([
    ctx.db.subscription.findMany({ where, include: { list: true }, orderBy: { createdAt: "desc" } }),
    ctx.db.contactTag.findMany({ where, include: { tag: true }, orderBy: { tag: { name: "asc" } } }),
    currentSuppression(ctx, contact.emailNormalized),
    ctx.db.consentRecord.findMany({ where, orderBy: [{ occurredAt: "desc" }, { id: "desc" }], take: 100 }),
    ctx.db.contactMark.findMany({ where, orderBy: { mark: "asc" } }),
  ]);
  const wordings = await findWordings(
    ctx,
    consents.map(({ wordingId }) => wordingId),
  );
  return {
    id: publicId("ctc", contact.id),
    externalId: contact.externalId,
    email: contact.email,
    shownEmail: shownAddress(contact.email),
    firstName: contact.firstName,
    lastName: contact.lastName,
    fields: contactFields.read(contact.fields),
    tags: tags.map(({ tag }) => tag.name),
    source: contact.source,
    marks: presentMarks(contact.email, marks),
    timeZone: contact.timeZone,
    language: contact.language,
    createdAt: contact.createdAt.toISOString(),
    lastActivityAt: contact.lastActivityAt?.toISOString() ?? null,
    lastOpenedAt: contact.lastOpenedAt?.toISOString() ?? null,
    lastClickedAt: contact.lastClickedAt?.toISOString() ?? null,
    suppression,
    subscriptions: subscriptions.map((one) => ({
      listId: publicId("lst", one.listId),
      name: one.list.name,
      status: one.status,
      source: one.source,
      since: (one.unsubscribedAt ?? one.confirmedAt ?? one.createdAt).toISOString(),
      reason: wordsOf(one.unsubscribeReason),
      archived: one.list.archivedAt !== null,
    })),
    consents: consents.map((one) => ({
      id: publicId("cns", one.id),
      kind: one.kind,
      method: one.method,
      wording: (one.wordingId && wordings.get(one.wordingId)) || one.wording,
      wordingVersion: one.wordingId && wordingVersion(one.wordingId),
      source: one.source,
      listName: one.listName,
      ip: one.ip,
      occurredAt: one.occurredAt.toISOString(),
    })),
  };
}

/** What somebody said; a subscription that ended without words keeps how it ended, which the ledger tells. */
function wordsOf(reason: string | null): string | null {
  return (consentMethods as readonly (string | null)[]).includes(reason) ? null : reason;
}

async function currentSuppression(ctx: Ctx, emailNormalized: string): Promise<ContactProfile["suppression"]> {
  const [own, everywhere] = await Promise.all([
    ctx.db.suppression.findUnique({
      where: { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized } },
    }),
    ctx.db.installationSuppression.findUnique({ where: { emailNormalized } }),
  ]);
  const holds = own && isInForce(own, ctx.now());
  const found = holds ? own : everywhere;
  return (
    found && {
      id: publicId("sup", found.id),
      scope: holds ? "workspace" : "installation",
      reason: found.reason,
      // The operator's words are not for every workspace.
      note: holds ? noteText(own) : "",
      createdAt: found.createdAt.toISOString(),
      expiresAt: (holds && own.expiresAt?.toISOString()) || null,
      messageId: holds && own.messageId ? publicId("msg", own.messageId) : null,
    }
  );
}
