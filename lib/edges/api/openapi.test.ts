import { expect, test } from "vitest";
import { permissions } from "@/lib/base/permissions.shared";
import { apiPaths } from "./api-paths";
import { curlOf } from "./curl";
import { openApiDocument } from "./openapi";
import { operations } from "./operations";
import { problems } from "./problems";
import { referencePage } from "./reference";
import { toCamel } from "./snake-case";

const appUrl = "https://homing.example";
const document = openApiDocument(operations, appUrl);
const text = JSON.stringify(document);

/** Every value under these names, wherever it stands. */
function allOf(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key === name ? [inner] : []), ...allOf(inner, name)]);
}

test("the document names each operation once, with what its path has", () => {
  expect(document.openapi).toBe("3.1.1");
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Object.keys(document.paths).toSorted()).toEqual([...apiPaths].toSorted());
  expect(allOf(document.paths, "operationId").toSorted()).toEqual(ids.toSorted());
  for (const { id, method, path } of operations) {
    const own = document.paths[path]?.[method.toLowerCase()] as {
      parameters?: { name: string; in: string; required: boolean }[];
    };
    const inPath = (own.parameters ?? []).filter((each) => each.in === "path");
    expect(
      inPath.map(({ name }) => name),
      id,
    ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(inPath.every(({ required }) => required)).toBe(true);
  }
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length);
});

test("every reference leads somewhere, and every name is as the API writes it", () => {
  const refs = allOf(document, "$ref") as string[];
  expect(refs.length).toBeGreaterThan(20);
  for (const ref of refs) {
    const found = ref
      .slice(2)
      .split("/")
      .reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], document);
    expect(found, ref).toBeDefined();
  }
  // An event has a value of this name: that is a schema, and no list of values.
  const isList = (properties: unknown) => typeof (properties as { type?: unknown }).type !== "string";
  const lists = allOf(document, "properties").filter(isList);
  const names = lists.flatMap((properties) => Object.keys(properties as object));
  expect(names).toContain("external_id");
  expect(names.filter((name) => /[A-Z]/.test(name))).toEqual([]);
  expect(text).not.toContain("$defs");
  expect(text).not.toContain("/api/v1/api/v1");
});

test("scopes are rows of the permission table, and what changes something may be sent once only", () => {
  for (const scope of allOf(document.paths, "x-scope")) expect(Object.keys(permissions)).toContain(scope);
  for (const { id, method, path } of operations) {
    const own = JSON.stringify(document.paths[path]?.[method.toLowerCase()]);
    expect(own.includes("Idempotency-Key"), id).toBe(method !== "GET");
  }
});

test("the body of each example is one that its schema takes", () => {
  const withBody = operations.filter(({ body }) => body);
  expect(withBody.length).toBeGreaterThan(8);
  for (const { id, body, documented, example } of withBody) {
    const read = (documented ?? body)!.safeParse(toCamel(example));
    expect(read.error?.issues ?? [], id).toEqual([]);
  }
});

test("the reference has each operation with its call, and explains every code", () => {
  const page = referencePage(operations, appUrl);
  for (const { id } of operations) expect(page).toContain(`<section id="${id}">`);
  for (const code of Object.keys(problems)) expect(page).toContain(`id="error-${code}"`);
  expect(page.match(/<button/g)?.length).toBe(operations.length + 1);
  expect(page).toContain("curl -X POST &#39;https://homing.example/api/v1/contacts&#39;");
  expect(page).not.toMatch(/(src|href)="https?:/);
  const quoted = curlOf({ ...operations[0]!, example: { note: "it's" } }, appUrl);
  expect(quoted).toContain(`-d '{"note":"it'\\''s"}'`);
});
