import { globSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";
import { hookRoutes, linkedRoutes, outerPages, workspacePages } from "@/lib/client/paths";
import { sourcesIn, textOf } from "./support/house";

// Every link comes from lib/client/paths.ts, whose lists are held to the files here: a link to a page that is not there is a type error.
const root = path.resolve(import.meta.dirname, "..");
const filesOf = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => file.replaceAll("\\", "/"));

const addressOf = (file: string) =>
  `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

test("the lists of pages are the pages that are there", () => {
  const pages = filesOf("app/**/page.tsx").map(addressOf);
  const inWorkspace = (page: string) => page === "/[slug]" || page.startsWith("/[slug]/");
  expect(pages.filter((page) => !inWorkspace(page)).sort()).toEqual([...outerPages].sort());
  const below = pages.filter(inWorkspace).map((page) => page.replace("/[slug]", "") || "/");
  expect(below.sort()).toEqual([...workspacePages].sort());
});

test("every linked route is there and answers GET", () => {
  const routes = linkedRoutes.map((route) => `app${route}/route.ts`);
  expect(routes.filter((file) => !/export const GET\b/.test(textOf(file)))).toEqual([]);
});

test("every route for other programs is there and answers POST", () => {
  const routes = hookRoutes.map((route) => `app${route}/route.ts`);
  expect(routes.filter((file) => !/export (?:const|(?:async )?function) POST\b/.test(textOf(file)))).toEqual([]);
});

interface Node {
  type: string;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === "string";
const childrenOf = (node: Node) => Object.values(node).flat().filter(isNode);
const nameOf = (value: unknown): string => {
  const node = value as Node | undefined;
  return String(node?.name ?? node?.value ?? (isNode(node?.property) ? nameOf(node.property) : ""));
};

/** "redirect", "router.push"; of a longer chain the last two names. */
function calledBy({ callee }: Node): string {
  const { object } = callee as Node;
  return isNode(object) ? `${nameOf(object)}.${nameOf(callee)}` : nameOf(callee);
}

/** What stands behind `APP_URL`: `env.APP_URL + x`, `new URL(x, env.APP_URL)`, and `${env.APP_URL}/x` as it is. */
function behindOrigin(node: Node): Node[] {
  const isOrigin = (value: unknown) => isNode(value) && nameOf(value) === "APP_URL";
  if (node.type === "BinaryExpression" && isOrigin(node.left)) return [node.right as Node];
  const given = (node.arguments ?? []) as Node[];
  if (node.type === "NewExpression" && isOrigin(given[1])) return [given[0]!];
  return node.type === "TemplateLiteral" && (node.expressions as Node[]).some(isOrigin) ? [node] : [];
}

/** What a link is given: the value of `href`, `callbackUrl` and `location`, the arguments of `push`, `redirect` and so on. */
function linkValues(node: Node): Node[] {
  const names = /^(href|callbackUrl|location)$/;
  const calls = /^((router|location)\.(push|replace|prefetch|assign)|window\.open|redirect|permanentRedirect)$/;
  const assigned = node.type === "AssignmentExpression" ? calledBy({ ...node, callee: node.left }) : "";
  const own = /^location\.href$|\.location$/.test(assigned)
    ? [node.right as Node]
    : node.type === "JSXAttribute" && names.test(nameOf(node.name)) && isNode(node.value)
      ? [node.value]
      : node.type === "Property" && names.test(nameOf(node.key)) && isNode(node.value)
        ? [node.value]
        : node.type === "CallExpression" && calls.test(calledBy(node))
          ? (node.arguments as Node[])
          : behindOrigin(node);
  return [...own, ...childrenOf(node).flatMap(linkValues)];
}

const typed = /^(path|pathIn|outerPath|workspacePath|routePath)$/;

/** Paths written out in an expression, and names of variables that hold such a one; not what the typed functions are given. */
function handWritten(node: Node, variables: ReadonlyMap<string, Node>): string[] {
  if (node.type === "CallExpression" && typed.test(nameOf(node.callee))) return [];
  if (node.type === "Literal") return /^\/(?!\/)./.test(String(node.value)) && !node.regex ? [String(node.value)] : [];
  if (node.type === "TemplateLiteral") {
    const text = (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join("…");
    if (/^(…)?\/(?!\/)/.test(text)) return [text];
  }
  const held = node.type === "Identifier" ? variables.get(String(node.name)) : undefined;
  return [
    ...(held ? handWritten(held, new Map()) : []),
    ...childrenOf(node).flatMap((child) => handWritten(child, variables)),
  ];
}

function variablesOf(node: Node): [string, Node][] {
  const held = node.type === "VariableDeclarator" ? node.init : node.type === "FunctionDeclaration" ? node.body : null;
  const own: [string, Node][] = isNode(held) ? [[nameOf(node.id), held]] : [];
  return [...own, ...childrenOf(node).flatMap(variablesOf)];
}

/** Links of a file that are not made by lib/client/paths.ts. */
function handWrittenLinks(file: string, text: string): string[] {
  if (!/href|callbackUrl|location|router|redirect|APP_URL|window\.open/i.test(text)) return [];
  const { program } = parseSync(file, text);
  const node = program as unknown as Node;
  const variables = new Map(variablesOf(node));
  return linkValues(node).flatMap((value) => handWritten(value, variables));
}

test("no link is written by hand", () => {
  const files = sourcesIn(["{app,components,lib,emails}/**/*.{ts,tsx}", "proxy.ts"]);
  const found = files.flatMap((file) => handWrittenLinks(file, textOf(file)).map((link) => `${file}: ${link}`));
  expect(found).toEqual([]);
});

test.each([
  '<Link href="/lists">x</Link>',
  `<Link href={\`/\${slug}/lists\`}>x</Link>`,
  `<Link href={\`\${base}/lists\`}>x</Link>`,
  'const here = (a) => a ? "/a" : "/b"; <Pagination next={{ href: here(1) }} />',
  'redirect(first ? pathIn(slug, "/") : "/workspaces")',
  `window.location.assign(\`/\${slug}\`)`,
  'notify(ctx, { href: "/settings/domains" as WorkspacePath })',
  'window.open("/settings/domains")',
  'window.location.href = "/settings/domains"',
  `function to(slug) { return \`/\${slug}/lists\`; } <Link href={to(slug)}>x</Link>`,
  'const url = env.APP_URL + "/lists"',
  'const url = new URL("/lists", env.APP_URL)',
  `const url = \`\${env.APP_URL}/lists\``,
])("a link by hand is found: %s", (text) => expect(handWrittenLinks("a.tsx", text)).not.toEqual([]));

test.each([
  '<Link href={path("/lists", { q })}>x</Link>',
  `<a href={\`https://example.org/\${x}\`}>x</a>`,
  'text.replace(/\\/x/, "")',
  'const url = env.APP_URL + outerPath("/sign-in")',
  `<Link href={\`?\${next}\`}>x</Link>`,
])("what is no link by hand is left alone: %s", (text) => expect(handWrittenLinks("a.tsx", text)).toEqual([]));
