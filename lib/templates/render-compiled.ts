import type { Template } from "liquidjs";
import type { CompiledContent } from "./compile";
import { cachedLiquid, htmlLiquid, plainLiquid, renderLiquid } from "./liquid";

export interface RecipientData {
  /** `email`, `first_name`, `last_name` and the custom fields by key; a missing value is null or absent. */
  contact: Record<string, unknown>;
  workspace: { name: string };
  campaign: { name: string };
  urls: {
    click(no: number): string;
    pixel: string;
    unsubscribe: string;
    preferences: string;
    viewInBrowser: string;
  };
}

interface Prepared {
  subject: Template[];
  html: Template[];
  text: Template[];
}

// Keyed by the object, so a batch of a thousand hashes its sources once; by content hash across batches.
const prepared = new WeakMap<CompiledContent, Prepared>();

function prepare(compiled: CompiledContent): Prepared {
  let parts = prepared.get(compiled);
  if (!parts) {
    parts = {
      subject: cachedLiquid(compiled.subject, "subject", plainLiquid),
      html: cachedLiquid(compiled.html, "content", htmlLiquid),
      text: cachedLiquid(compiled.text, "plain text", plainLiquid),
    };
    prepared.set(compiled, parts);
  }
  return parts;
}

/** One line without control characters, whatever the values in it hold: nothing can start a header of its own. */
export function headerLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** What Liquid sees for one recipient. */
export function liquidData(compiled: Pick<CompiledContent, "links">, data: RecipientData): object {
  return {
    contact: data.contact,
    workspace: data.workspace,
    campaign: data.campaign,
    unsubscribe_url: data.urls.unsubscribe,
    preferences_url: data.urls.preferences,
    view_in_browser_url: data.urls.viewInBrowser,
    slots: {
      pixel: data.urls.pixel,
      links: compiled.links.map((link) => (link.tracked ? data.urls.click(link.no) : link.url)),
    },
  };
}

/** Personalises a compiled variant for one recipient. Pure, and the same answer for the same data. */
export function renderCompiled(
  compiled: CompiledContent,
  data: RecipientData,
): { subject: string; html: string; text: string } {
  const parts = prepare(compiled);
  const scope = liquidData(compiled, data);
  return {
    subject: headerLine(renderLiquid(parts.subject, scope, "subject", plainLiquid)),
    html: renderLiquid(parts.html, scope, "content", htmlLiquid),
    text: renderLiquid(parts.text, scope, "plain text", plainLiquid),
  };
}
