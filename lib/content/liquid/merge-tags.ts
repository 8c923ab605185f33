import type { Template } from "liquidjs";
import { type ContentPlace, htmlLiquid, parseLiquid } from "./liquid";

export interface UsedTag {
  /** Such as `contact.first_name`. */
  path: string;
  /** True when every use has a `default` or stands inside a condition about the same tag. */
  hasFallback: boolean;
  /** True when its value is only asked for by conditions, never written. */
  asked: boolean;
  places: ContentPlace[];
}

/** Merge tags that exist in every workspace; custom fields come on top as `contact.<key>`. */
export const standardTags = [
  { path: "contact.first_name", label: "First name" },
  { path: "contact.last_name", label: "Last name" },
  { path: "contact.email", label: "Email address" },
  { path: "workspace.name", label: "Workspace name" },
  { path: "campaign.name", label: "Campaign name" },
  { path: "unsubscribe_url", label: "Unsubscribe link" },
  { path: "preferences_url", label: "Preferences link" },
  { path: "view_in_browser_url", label: "View in browser link" },
] as const;

interface Use {
  path: string;
  safe: boolean;
  asked: boolean;
}

interface OutputLike {
  value?: { filters?: { name: string }[] };
}

const pathsOf = (templates: Template[]) =>
  Object.values(htmlLiquid.analyzeSync(templates, { partials: false }).globals)
    .flat()
    .map((variable) =>
      variable
        .toArray()
        .filter((part) => typeof part === "string")
        .join("."),
    );

const argumentPaths = (template: Template) => {
  const bare: Template = { token: template.token, render: () => "", arguments: () => template.arguments?.() ?? [] };
  return pathsOf([bare]);
};

function childrenOf(template: Template): Template[] {
  if (!template.children) return [];
  const generator = template.children(false, true);
  let step = generator.next();
  while (!step.done) step = generator.next(step.value as never);
  return step.value;
}

function collect(templates: Template[], guarded: ReadonlySet<string>, uses: Use[]): void {
  for (const template of templates) {
    const children = childrenOf(template);
    const paths = argumentPaths(template);
    const isOutput = template.constructor.name === "Output" || template.token.constructor.name === "OutputToken";
    const hasDefault = (template as OutputLike).value?.filters?.some((filter) => filter.name === "default") ?? false;
    // A condition only asks; it shows nothing, and what stands inside it was asked about.
    const asked = /^(if|unless|case)$/.test((template.token as { name?: string }).name ?? "");
    for (const path of paths) uses.push({ path, asked, safe: !isOutput || hasDefault || guarded.has(path) });
    if (children.length > 0) collect(children, new Set([...guarded, ...paths]), uses);
  }
}

/** The merge tags in pieces of Liquid source, each once, with whether a missing value is provided for. */
export function usedMergeTags(sources: { place: ContentPlace; source: string }[]): UsedTag[] {
  const tags = new Map<string, UsedTag>();
  for (const { place, source } of sources) {
    const templates = parseLiquid(source, place, htmlLiquid);
    // Names that the mail makes for itself (`assign`, `for`) are not among the globals.
    const globals = new Set(pathsOf(templates));
    const uses: Use[] = [];
    collect(templates, new Set(), uses);
    for (const use of uses) {
      if (!globals.has(use.path) || use.path.startsWith("slots")) continue;
      const tag = tags.get(use.path) ?? { path: use.path, hasFallback: true, asked: true, places: [] };
      tag.hasFallback &&= use.safe;
      tag.asked &&= use.asked;
      if (!tag.places.includes(place)) tag.places.push(place);
      tags.set(use.path, tag);
    }
  }
  return [...tags.values()].sort((a, b) => a.path.localeCompare(b.path));
}
