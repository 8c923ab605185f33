import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseChangelog } from "./parse-changelog";

test("releases, groups and lines are read, also lines that go on", () => {
  const text =
    "# Changelog\n\nWords.\n\n## [Unreleased]\n\n## [1.1.0] - 2026-12-01\n\n### Added\n\n- One thing\n  that goes on.\n- Another\n\n### Fixed\n\n- A fault\n\n## 1.0.0\n- without a group\n";
  expect(parseChangelog(text)).toEqual([
    { version: "Unreleased", date: null, groups: [] },
    {
      version: "1.1.0",
      date: "2026-12-01",
      groups: [
        { title: "Added", items: ["One thing that goes on.", "Another"] },
        { title: "Fixed", items: ["A fault"] },
      ],
    },
    { version: "1.0.0", date: null, groups: [] },
  ]);
});

test("the project's own names the version of package.json, and says something of every release", () => {
  const releases = parseChangelog(readFileSync("CHANGELOG.md", "utf8"));
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(releases.map((release) => release.version)).toContain(version);
  for (const { version: name, groups } of releases) {
    expect(groups.length, name).toBeGreaterThan(0);
    for (const { title, items } of groups) expect(items.length, `${name} ${title}`).toBeGreaterThan(0);
  }
});
