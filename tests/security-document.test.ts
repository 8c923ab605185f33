import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const text = readFileSync(path.join(root, "docs/security.md"), "utf8");
const states = ["met", "for the operator", "not applicable", "open"];

/** The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by section. */
const sections = `1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
  4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4
  7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4
  10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1
  12.1.1-3 12.2.1-2 12.3.1-4 13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3
  15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2`;

const upTo = (section: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${section}.${first + index}`);

const required = sections.split(/\s+/).flatMap((part) => {
  const [, section = "", first, last] = /^(\d+\.\d+)\.(\d+)-(\d+)$/.exec(part) ?? [];
  return upTo(section, Number(first), Number(last));
});

/** `4.4.1-4.4.4, 4.5.1` as single ids. */
function idsOf(cell: string): string[] {
  return cell.split(", ").flatMap((part) => {
    const [, section = "", first, last] = /^(\d+\.\d+)\.(\d+)(?:-\d+\.\d+\.(\d+))?$/.exec(part) ?? [];
    return upTo(section, Number(first), Number(last ?? first));
  });
}

const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d[^|]*) \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].map(
  ([, ids = "", asked = "", state = "", by = "", shown = ""]) => ({
    ids: idsOf(ids),
    asked: asked.trim(),
    state: state.trim(),
    by: by.trim(),
    shown: shown.trim(),
  }),
);

/** What stands in backticks and has the form of a path here: a folder of ours, or a file with an ending of ours. */
const paths = [...text.matchAll(/`([^`\s]+)`/g)]
  .map(([, code = ""]) => code)
  .filter((code) =>
    /^(app|components|docs|emails|lib|prisma|public|tests)\/|^[\w.-]+\.(ts|js|json|md)$|^\.env/.test(code),
  );

test("each file that the document names is there", () => {
  expect(paths.length).toBeGreaterThan(150);
  expect([...new Set(paths)].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test("each requirement of levels 1 and 2 stands there once", () => {
  expect(required).toHaveLength(253);
  expect(rows.flatMap(({ ids }) => ids).sort()).toEqual([...required].sort());
});

test("a state is one of four, and says by what or why", () => {
  for (const { ids, asked, state, by, shown } of rows) {
    expect(states, ids.join()).toContain(state);
    expect(asked && by, ids.join()).toBeTruthy();
    expect(shown, ids.join()).toMatch(/^(—|`[^`]+\.(test|spec)\.ts`(, `[^`]+\.(test|spec)\.ts`)*)$/);
  }
});

test("the counts are right, and the sections that rows lead to are there", () => {
  for (const state of states) {
    const count = rows.filter((row) => row.state === state).flatMap(({ ids }) => ids).length;
    expect(text).toContain(`| ${state} | ${count} |`);
  }
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, words = ""]) => words.toLowerCase().replaceAll(" ", "-"));
  for (const [, anchor] of text.matchAll(/\]\(#([\w-]+)\)/g)) expect(headings).toContain(anchor);
});
