import type { Ctx } from "@/lib/base/context";
import { consentProof } from "./consent-proof";
import { proofPdf } from "./proof-pdf";

/** The proof of one person as a download. */
export async function consentFile(
  ctx: Ctx,
  { contactId, format }: { contactId: string; format: "pdf" | "json" },
): Promise<Response> {
  const proof = await consentProof(ctx, { contactId });
  const body = format === "pdf" ? new Uint8Array(await proofPdf(proof)) : JSON.stringify(proof, null, 2);
  return new Response(body, {
    headers: {
      "content-type": format === "pdf" ? "application/pdf" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="consent-${proof.contact.id}.${format}"`,
      "cache-control": "no-store",
    },
  });
}
