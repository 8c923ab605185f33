import { readFileSync } from "node:fs";
import { z } from "zod";
import { releaseFile } from "@/lib/base/process/release-file";
import { API_ROOT, apiPaths } from "@/lib/edges/api/api-paths";

/** Finds the pattern of the route that a path belongs to, such as `/api/app/workspaces/[slug]/lists`; "other" for what is no route. */
export type FindPattern = (path: string) => string;

export const noPattern = "other";

/** Answered by the web host itself, ahead of Next. */
const ownPatterns = [
  "/t/o/[token]",
  "/t/c/[token]",
  "/t/v/[token]",
  "/u/[token]",
  "/u/[token]/preferences",
  "/metrics",
];
/** Of the public API, which has one route for all of them. */
const apiPatterns = apiPaths.map((path) => API_ROOT + path.replaceAll("{", "[").replaceAll("}", "]"));
const files = "/_next/static";

interface Node {
  /** By the text of the next part; parameters stand under "[]", a rest of any length under "[...]". */
  next: Map<string, Node>;
  pattern: string | null;
}

const newNode = (): Node => ({ next: new Map(), pattern: null });

/** A finder for these patterns. Texts go before parameters, as Next has it. */
export function patternFinder(patterns: readonly string[]): FindPattern {
  const root = newNode();
  for (const pattern of [...patterns, ...ownPatterns, ...apiPatterns]) {
    let node = root;
    for (const part of partsOf(pattern)) {
      const key = part.startsWith("[...") ? "[...]" : part.startsWith("[") ? "[]" : part;
      const next = node.next.get(key) ?? newNode();
      node.next.set(key, next);
      node = next;
    }
    node.pattern ??= pattern;
  }
  return (path) => (path.startsWith(`${files}/`) ? files : (find(root, partsOf(path), 0) ?? noPattern));
}

const partsOf = (path: string) => path.split("/").filter((part) => part !== "");

function find(node: Node, parts: readonly string[], at: number): string | null {
  const part = parts[at];
  if (part === undefined) return node.pattern;
  const exact = part.startsWith("[") ? undefined : node.next.get(part);
  for (const next of [exact, node.next.get("[]")]) {
    const found = next ? find(next, parts, at + 1) : null;
    if (found !== null) return found;
  }
  return node.next.get("[...]")?.pattern ?? null;
}

/** The patterns of all pages and routes, as the build wrote them; none before there is a build (development). */
export function builtPatterns(file = releaseFile(".next/app-path-routes-manifest.json")): string[] {
  try {
    const manifest = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
    return Object.values(manifest);
  } catch {
    return [];
  }
}
