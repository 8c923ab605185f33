import { z } from "zod";
import { storedJson, storedValues } from "@/lib/base/db/stored-json";
import type { CompiledContent } from "./compile";
import { EmailDocument } from "./document.shared";
import { TemplateVariables } from "./variables";

/** Checked once a read; what composes batches keeps what it has read. */
const Compiled = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  links: z.array(z.object({ no: z.int(), url: z.string(), label: z.string(), tracked: z.boolean() })),
  personalLinks: z.array(z.object({ url: z.string(), label: z.string() })),
  bytes: z.int(),
  usesUnsubscribe: z.boolean(),
}) satisfies z.ZodType<CompiledContent>;

export const variantContent = storedJson<CompiledContent>("campaign_variant.compiled", Compiled);
export const testContent = storedJson<CompiledContent>("test_content.compiled", Compiled);

export const versionContent = storedJson<CompiledContent>("template_version.compiled", Compiled);

export const versionVariables = storedValues("template_version.variables", TemplateVariables);
export const templateVariables = storedValues("template.variables", TemplateVariables);
export const templateDocument = storedJson("template.document", EmailDocument);
export const campaignDocument = storedJson("campaign.document", EmailDocument);
export const variantDocument = storedJson("campaign_variant.document", EmailDocument);
