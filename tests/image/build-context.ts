import { readdirSync } from "node:fs";
import path from "node:path";

/** Files that `docker build .` sends: all that .dockerignore leaves, as paths from the folder. The last pattern that fits a path decides. */
export function buildContext(folder: string, ignore: string): string[] {
  const rules = ignore.split("\n").flatMap((line) => {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) return [];
    return [{ keeps: text.startsWith("!"), pattern: text.replace(/^!/, "").replace(/\/$/, "") }];
  });
  const isLeftOut = (file: string) => {
    const rule = rules.findLast(({ pattern }) => fits(file, pattern));
    return rule !== undefined && !rule.keeps;
  };
  const mayHold = (name: string) =>
    !isLeftOut(name) || rules.some(({ keeps, pattern }) => keeps && pattern.startsWith(`${name}/`));
  const below = (at: string): string[] =>
    readdirSync(path.join(folder, at), { withFileTypes: true }).flatMap((entry) => {
      const name = path.posix.join(at, entry.name);
      if (entry.isDirectory()) return mayHold(name) ? below(name) : [];
      return isLeftOut(name) ? [] : [name];
    });
  return below("").sort();
}

/** A pattern fits a path, and all that lies below it (Go's filepath.Match, and `**` for any number of folders). */
function fits(file: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (part) => globs[part] ?? part);
  return new RegExp(`^${source}(?:/|$)`).test(file);
}

const globs: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };
