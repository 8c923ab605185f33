import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The plan of the house: the wings of `lib` and their rooms, the ground first. A room may import what stands before it in this list, and
 * nothing after it. README, "Where things are", shows the same plan from the top.
 */
export const plan: Readonly<Record<string, readonly string[]>> = {
  "lib/language": [""],
  "lib/client": [""],
  "lib/base": [
    "errors.ts",
    "tracing.ts",
    "log.ts",
    "process",
    "permissions.shared.ts",
    "text",
    "time",
    "cache",
    "settings",
    "env.ts",
    "metrics",
    "html",
    "addresses",
    "csv",
    "pdf",
    "db",
    "context.ts",
    "standing",
    "security",
    "audit",
    "http",
    "outgoing",
    "storage",
    "threads",
    "jobs",
    "bin",
    "auth",
    "routes",
    "health",
  ],
  "lib/mail": ["mime", "dkim", "transport.ts", "smtp", "transports", "system", "read"],
  "lib/events": ["ledger", "agents", "roll-ups", "outbox", "door", "months", "custom", "goals"],
  "lib/content": ["assets", "liquid", "links", "templates"],
  "lib/people": [
    "addresses",
    "fields",
    "hygiene",
    "segments",
    "search",
    "contacts",
    "suppressions",
    "audiences",
    "consent",
    "lists",
    "preferences",
    "upserts",
    "imports",
    "identities",
    "views",
  ],
  "lib/account": ["", "notifications"],
  "lib/workspaces": ["", "audit"],
  "lib/sign-in": [""],
  "lib/recipients": ["pages", "tracking"],
  "lib/feedback": ["classify", "bounce-rules", "parse", "policy"],
  "lib/sending": ["campaign", "domains", "transports", "warmup", "pacing", "brake", "engine", "emails", "tests"],
  "lib/installation": [""],
  "lib/reports": ["messages", ""],
  "lib/inbound": ["addresses", "feedback", "providers", "provider-webhooks", "replies", "mail"],
  "lib/campaigns": ["draft", "preflight", "freeze", "lifecycle", "progress", "send-requests"],
  "lib/emails": [""],
  "lib/edges": ["api-keys", "api-calls", "webhooks", "events-in", "api", "submission", "resend", "mcp"],
  "lib/finder": [""],
  "lib/bin": [""],
  "lib/retention": [""],
  "lib/backup": ["format", "places", "write", "restore", ""],
  "lib/run/mailbox": [""],
  "lib/demo": [""],
  "lib/set-up": [""],
  "lib/run": [
    "measure",
    "cluster",
    "metrics",
    "tracing",
    "worker",
    "web",
    "threads",
    "functions",
    "conformance",
    "doctor",
    "cli",
  ],
};

/** Every room, the lowest first. */
export const rooms: readonly string[] = Object.entries(plan).flatMap(([wing, names]) =>
  names.map((name) => (name === "" ? wing : `${wing}/${name}`)),
);

/** The room that a file stands in: the longest one that its path begins with. */
export function roomOf(file: string): string | undefined {
  const around = rooms.filter((room) => file === room || file.startsWith(`${room}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

export interface Import {
  file: string;
  /** The imported file, from the project's root; the specifier itself for packages. */
  of: string;
  specifier: string;
}

/** Files of the project, without tests and what is generated. */
export function sourcesIn(patterns: string[]): string[] {
  return globSync(patterns, { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file) && !file.includes("generated"))
    .sort();
}

export const textOf = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** All imports of the files: of values and of types, static and dynamic. */
export function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((file) => importsIn(file, textOf(file)));
}

/** The imports of one text that stands, or would stand, in a file. */
export function importsIn(file: string, text: string): Import[] {
  const specifiers = [...text.matchAll(named)].map((match) => (match[1] ?? match[2])!);
  return specifiers.map((specifier) => ({ file, specifier, of: resolve(file, specifier) }));
}

/** `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`, also of a type, behind a comment or as a template. */
const named =
  /^(?:import\s(?:[^";]*?\sfrom\s+)?|export\s(?:type\s+)?[{*][^";]*?\sfrom\s+)"([^"\n]+)"|\bimport\(\s*(?:\/\*[^*]*\*\/\s*)*["`]([^"`\n]+)["`]/gm;

function resolve(file: string, specifier: string): string {
  const inProject = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!inProject) return specifier;
  const bare = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const found = [".ts", ".tsx", ".mjs", ""].find((ending) => known().has(bare + ending));
  return found === undefined ? bare : bare + found;
}

let knownFiles: Set<string> | undefined;
function known(): Set<string> {
  knownFiles ??= new Set(globSync(["{lib,app,components,emails}/**/*.{ts,tsx,mjs}", "*.ts"], { cwd: root }));
  return knownFiles;
}

/** The imports that run from a room to one above it. */
export function upward(imports: readonly Import[]): Import[] {
  const floor = new Map(rooms.map((room, index) => [room, index]));
  return imports.filter(({ file, of }) => {
    const [from, to] = [roomOf(file), roomOf(of)];
    return from !== undefined && to !== undefined && floor.get(to)! > floor.get(from)!;
  });
}

/** Groups of files that import each other in a circle (strongly connected components of more than one; Tarjan 1972). */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { file, of } of imports) next.set(file, [...(next.get(file) ?? []), of]);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!order.has(other)) visit(other);
      if (stack.includes(other)) low.set(file, Math.min(low.get(file)!, low.get(other)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}
