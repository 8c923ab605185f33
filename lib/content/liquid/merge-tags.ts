import type { Template } from "liquidjs";
import { msg } from "@/lib/language/t";
import { htmlLiquid, parseLiquid } from "./liquid";
import { variablesOf } from "./liquid-variables";
import type { ContentPlace } from "./place-names";

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
  { path: "contact.first_name", label: msg("First name") },
  { path: "contact.last_name", label: msg("Last name") },
  { path: "contact.email", label: msg("Email address") },
  { path: "workspace.name", label: msg("Workspace name") },
  { path: "campaign.name", label: msg("Campaign name") },
  { path: "unsubscribe_url", label: msg("Unsubscribe link") },
  { path: "preferences_url", label: msg("Preferences link") },
  { path: "view_in_browser_url", label: msg("View in browser link") },
] as const;

interface Use {
  path: string;
  safe: boolean;
  asked: boolean;
}

interface OutputLike {
  value?: { filters?: { name: string }[] };
}

function childrenOf(template: Template): Template[] {
  if (!template.children) return [];
  const generator = template.children(false, true);
  let step = generator.next();
  while (!step.done) step = generator.next(step.value as never);
  return step.value;
}

/** How often each of some names holds at a place of the source. */
class Names {
  private readonly counts = new Map<string, number>();

  has(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0;
  }

  add(names: Iterable<string>, by = 1): void {
    for (const name of names) this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  remove(names: Iterable<string>): void {
    this.add(names, -1);
  }
}

/** Finds every use of a variable in a source, in one walk. */
class UseFinder {
  readonly uses: Use[] = [];
  /** Variables that stand for a merge tag somewhere: names that the mail makes for itself (`assign`, `for`) are none. */
  readonly globals = new Set<string>();
  private readonly own = new Names();
  private readonly guarded = new Names();

  walk(templates: readonly Template[]): void {
    for (const template of templates) this.visit(template);
  }

  private visit(template: Template): void {
    const paths = variablesOf(template);
    const isOutput = template.constructor.name === "Output" || template.token.constructor.name === "OutputToken";
    const hasDefault = (template as OutputLike).value?.filters?.some((filter) => filter.name === "default") ?? false;
    // A condition only asks; it shows nothing, and what stands inside it was asked about.
    const asked = /^(if|unless|case)$/.test((template.token as { name?: string }).name ?? "");
    for (const path of paths) {
      if (!this.own.has(path.split(".", 1)[0] ?? "")) this.globals.add(path);
      this.uses.push({ path, asked, safe: !isOutput || hasDefault || this.guarded.has(path) });
    }
    for (const { content } of template.localScope?.() ?? []) this.own.add([content]);
    const children = childrenOf(template);
    if (children.length === 0) return;
    const inside = [...(template.blockScope?.() ?? [])];
    this.own.add(inside);
    this.guarded.add(paths);
    this.walk(children);
    this.own.remove(inside);
    this.guarded.remove(paths);
  }
}

/** The merge tags in pieces of Liquid source, each once, with whether a missing value is provided for. */
export function usedMergeTags(sources: { place: ContentPlace; source: string }[]): UsedTag[] {
  const tags = new Map<string, UsedTag>();
  for (const { place, source } of sources) {
    const finder = new UseFinder();
    finder.walk(parseLiquid(source, place, htmlLiquid));
    for (const use of finder.uses) {
      if (!finder.globals.has(use.path) || use.path.startsWith("slots")) continue;
      const tag = tags.get(use.path) ?? { path: use.path, hasFallback: true, asked: true, places: [] };
      tag.hasFallback &&= use.safe;
      tag.asked &&= use.asked;
      if (!tag.places.includes(place)) tag.places.push(place);
      tags.set(use.path, tag);
    }
  }
  return [...tags.values()].sort((a, b) => a.path.localeCompare(b.path));
}
