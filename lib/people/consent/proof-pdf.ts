import { readFile } from "node:fs/promises";
import path from "node:path";
import { PdfDocument } from "@/lib/base/pdf/pdf-document";
import { readTrueType, type TrueTypeFont } from "@/lib/base/pdf/true-type";
import type { ConsentProofDocument, ProofRow } from "./consent-proof";
import type { ConsentKind } from "./record-consent";

let font: Promise<TrueTypeFont> | undefined;

/** DejaVu Sans: letters of Europe, Arabic and Hebrew in one file, free for every use. Named such that builds find it and take it along. */
function documentFont(): Promise<TrueTypeFont> {
  font ??= readFile(path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf")).then(readTrueType);
  return font;
}

const kinds: Record<ConsentKind, string> = {
  opt_in: "Agreed",
  confirm: "Confirmed",
  opt_out: "Withdrew",
};

/** The proof as a document for the person or an authority, in English as all files are. */
export async function proofPdf(proof: ConsentProofDocument): Promise<Buffer> {
  const { contact, workspace } = proof;
  const title = `Proof of consent: ${contact.email}`;
  const pdf = new PdfDocument({
    ...{ title, author: workspace.name, createdAt: new Date(proof.generatedAt) },
    ...{ language: contact.language, font: await documentFont() },
  });
  pdf.text("Proof of consent", { size: 20 });
  pdf.text([workspace.name, workspace.postalAddress].filter(Boolean).join(", "), { grey: 0.4, space: 2 });
  pdf.text(`As of ${moment(proof.generatedAt)}`, { grey: 0.4 });
  pdf.rule();
  pdf.text(contact.email, { size: 14, space: 4 });
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(" ");
  if (name) pdf.text(name);
  pdf.text(`Contact ${contact.id}, known since ${moment(contact.createdAt)}, added by: ${contact.source}`, {
    grey: 0.4,
  });
  if (proof.suppression)
    pdf.text(
      `No mail goes to this address since ${moment(proof.suppression.createdAt)} (${proof.suppression.reason}).`,
      {
        space: 4,
      },
    );
  writeSubscriptions(pdf, proof);
  writeLedger(pdf, proof);
  return pdf.finish();
}

function writeSubscriptions(pdf: PdfDocument, { subscriptions }: ConsentProofDocument): void {
  pdf.text("Subscriptions", { size: 14, space: 12 });
  if (subscriptions.length === 0) pdf.text("None.", { grey: 0.4 });
  for (const { name, status, since, reason } of subscriptions)
    pdf.text(`${name}: ${status} since ${moment(since)}${reason ? ` (${reason})` : ""}`, { space: 2 });
}

function writeLedger(pdf: PdfDocument, { ledger, more }: ConsentProofDocument): void {
  pdf.text("Ledger", { size: 14, space: 12 });
  pdf.text("Every entry since the beginning, the oldest first. Entries are only ever added.", { grey: 0.4 });
  for (const row of ledger) {
    pdf.text(`${moment(row.occurredAt)}  ${kinds[row.kind]}: ${row.listName ?? "all marketing mail"}`, { space: 10 });
    for (const line of detailsOf(row)) pdf.text(line, { size: 9, grey: 0.25, indent: 12 });
  }
  if (more) pdf.text("There are more entries than this document holds.", { space: 10 });
}

function detailsOf(row: ProofRow): string[] {
  return [
    `By: ${row.method}${row.source ? `, ${row.source}` : ""}`,
    ...(row.status ? [`The subscription is then: ${row.status}`] : []),
    ...(row.wording
      ? [`Words${row.wording.version ? ` (version ${row.wording.version})` : ""}: “${row.wording.text}”`]
      : []),
    ...(row.ip ? [`From the address ${row.ip}${row.userAgent ? `, ${row.userAgent}` : ""}`] : []),
    ...Object.entries(row.evidence).map(([name, value]) => `${name}: ${String(value)}`),
    `Entry ${row.id}`,
  ];
}

/** In UTC, so that it means the same everywhere. */
const moment = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
