import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { ConsentRecord } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { storedValues } from "@/lib/base/db/stored-json";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import { findWordings, wordingVersion } from "@/lib/people/addresses/wording";
import { type ContactProfile, contactProfile } from "@/lib/people/contacts/contact-profile";
import type { ConsentKind } from "./record-consent";
import { replayConsent } from "./replay-consent";

/** Rows of the ledger in one proof, the oldest first. */
const MOST_ROWS = 1_000;

/** Keys are whatever brought the consent said. */
const evidence = storedValues(
  "consent_record.evidence",
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
);

/** All that proves what one person agreed to, as of one moment. Ids are public, times ISO 8601. */
export interface ConsentProofDocument {
  workspace: { name: string; postalAddress: string };
  generatedAt: string;
  contact: Pick<
    ContactProfile,
    "id" | "externalId" | "email" | "firstName" | "lastName" | "language" | "source" | "createdAt"
  >;
  suppression: Pick<NonNullable<ContactProfile["suppression"]>, "reason" | "createdAt"> | null;
  subscriptions: (Pick<ContactProfile["subscriptions"][number], "listId" | "name" | "status" | "since" | "reason"> & {
    /** What the ledger alone says; null where it says nothing. */
    ledger: SubscriptionStatus | null;
  })[];
  ledger: ProofRow[];
  /** There are more rows than a proof holds. */
  more: boolean;
}

/** A row of the ledger. */
export interface ProofRow {
  id: string;
  occurredAt: string;
  kind: ConsentKind;
  /** list, topic, marketing (all of it) */
  purpose: string;
  listId: string | null;
  listName: string | null;
  method: string;
  source: string;
  /** The subscription from then on; null where none changed. */
  status: SubscriptionStatus | null;
  wording: { version: string | null; text: string } | null;
  ip: string | null;
  userAgent: string | null;
  /** Whatever else proves it, in words and numbers of what brought it. */
  evidence: Record<string, string | number | boolean | null>;
}

/** The proof of one person, for them or for an authority. Who took it stands in the audit log. Throws `not_found`. */
export async function consentProof(ctx: Ctx, { contactId }: { contactId: string }): Promise<ConsentProofDocument> {
  requirePermission(ctx, "contacts.export");
  const { workspaceId } = ctx;
  const [profile, workspace, rows] = await Promise.all([
    contactProfile(ctx, contactId),
    ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true, postalAddress: true } }),
    ctx.db.consentRecord.findMany({
      where: { workspaceId, contactId },
      orderBy: { id: "asc" },
      take: MOST_ROWS + 1,
    }),
  ]);
  const shown = rows.slice(0, MOST_ROWS);
  const wordings = await findWordings(
    ctx,
    shown.map(({ wordingId }) => wordingId),
  );
  const replayed = replayConsent(shown.map((row) => ({ ...row, ...kindOf(row) })));
  const said = new Map([...replayed].map(([listId, status]) => [publicId("lst", listId), status]));
  await recordAudit(ctx, "contact.proof_exported", { subjectType: "contact", subjectId: contactId });
  const { id, externalId, email, firstName, lastName, language, source, createdAt, suppression } = profile;
  return {
    workspace: { name: workspace.name, postalAddress: workspace.postalAddress ?? "" },
    generatedAt: ctx.now().toISOString(),
    contact: { id, externalId, email, firstName, lastName, language, source, createdAt },
    suppression: suppression && { reason: suppression.reason, createdAt: suppression.createdAt },
    subscriptions: profile.subscriptions.map(({ listId, name, status, since, reason }) => ({
      ...{ listId, name, status, since, reason },
      ledger: said.get(listId) ?? null,
    })),
    ledger: shown.map((row) => proofRow(row, wordings)),
    more: rows.length > shown.length,
  };
}

/** Written by us alone, from closed lists. */
const kindOf = ({ kind, status }: ConsentRecord) => ({
  kind: kind as ConsentKind,
  status: status as SubscriptionStatus | null,
});

function proofRow(row: ConsentRecord, wordings: ReadonlyMap<string, string>): ProofRow {
  const text = (row.wordingId && wordings.get(row.wordingId)) || row.wording;
  return {
    id: publicId("cns", row.id),
    occurredAt: row.occurredAt.toISOString(),
    ...kindOf(row),
    purpose: row.purpose ?? (row.listId ? "list" : "marketing"),
    listId: row.listId && publicId("lst", row.listId),
    ...{ listName: row.listName, method: row.method, source: row.source },
    wording: text ? { version: row.wordingId && wordingVersion(row.wordingId), text } : null,
    ...{ ip: row.ip, userAgent: row.userAgent },
    evidence: evidence.read(row.evidence),
  };
}
