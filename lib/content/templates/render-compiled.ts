import type { Liquid } from "liquidjs";
import { cachedLiquid, htmlLiquid, plainLiquid, renderLiquid } from "@/lib/content/liquid/liquid";
import type { ContentPlace } from "@/lib/content/liquid/place-names";
import { type ClickTo, clickTo } from "@/lib/content/liquid/tracked-tag";
import type { CompiledContent } from "./compile";
import { fillRuns, type PlainRuns, plainRuns } from "./plain-runs";

export interface RecipientData {
  /** `email`, `first_name`, `last_name` and the custom fields by key; a missing value is null or absent. */
  contact: Record<string, unknown>;
  workspace: { name: string };
  campaign: { name: string };
  /** What a program gave, for `{{ data.… }}`. */
  values?: Readonly<Record<string, unknown>> | undefined;
  urls: {
    click(no: number): string;
    pixel: string;
    unsubscribe: string;
    preferences: string;
    viewInBrowser: string;
    /** For links whose address differs by recipient; without it they lead straight to their targets. */
    clickTo?: ClickTo | undefined;
  };
}

interface Part {
  runs: PlainRuns | null;
  /** Parsed only when it is needed: most mail never does. */
  source: string;
  place: ContentPlace;
  engine: Liquid;
}

interface Prepared {
  subject: Part;
  html: Part;
  text: Part;
}

// Keyed by the object, so a batch of a thousand is prepared once; Liquid itself is kept by content hash across batches.
const prepared = new WeakMap<CompiledContent, Prepared>();

const part = (source: string, place: ContentPlace, engine: Liquid): Part => ({
  runs: plainRuns(source),
  source,
  place,
  engine,
});

function renderPart({ runs, source, place, engine }: Part, scope: object): string {
  const filled = runs && fillRuns(runs, scope, engine === htmlLiquid);
  return filled ?? renderLiquid(cachedLiquid(source, place, engine), scope, place, engine);
}

function prepare(compiled: CompiledContent): Prepared {
  let parts = prepared.get(compiled);
  if (!parts) {
    parts = {
      subject: part(compiled.subject, "subject", plainLiquid),
      html: part(compiled.html, "content", htmlLiquid),
      text: part(compiled.text, "plain text", plainLiquid),
    };
    prepared.set(compiled, parts);
  }
  return parts;
}

const plainLine = /^[!-~]+(?: [!-~]+)*$/;

/** One line without control characters, whatever the values in it hold: nothing can start a header of its own. */
export function headerLine(text: string): string {
  if (plainLine.test(text)) return text;
  return text
    .toWellFormed()
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
    data: data.values ?? {},
    unsubscribe_url: data.urls.unsubscribe,
    preferences_url: data.urls.preferences,
    view_in_browser_url: data.urls.viewInBrowser,
    [clickTo]: data.urls.clickTo,
    slots: {
      pixel: data.urls.pixel,
      links: compiled.links.map((link) => (link.tracked ? data.urls.click(link.no) : link.url)),
    },
  };
}

/** The subject for one recipient. `scope` gives what Liquid sees when the contact alone is not enough. */
export function renderSubject(
  compiled: CompiledContent,
  contact: Record<string, unknown>,
  scope: () => object,
): string {
  const { subject } = prepare(compiled);
  const ofContact = subject.runs?.values.every(({ path }) => path[0] === "contact") ? subject.runs : null;
  const filled = ofContact && fillRuns(ofContact, { contact }, false);
  return headerLine(filled ?? renderPart(subject, scope()));
}

/** Personalises a compiled variant for one recipient. Pure, and the same answer for the same data. */
export function renderCompiled(
  compiled: CompiledContent,
  data: RecipientData,
): { subject: string; html: string; text: string } {
  const parts = prepare(compiled);
  const scope = liquidData(compiled, data);
  return {
    subject: headerLine(renderPart(parts.subject, scope)),
    html: renderPart(parts.html, scope),
    text: renderPart(parts.text, scope),
  };
}
