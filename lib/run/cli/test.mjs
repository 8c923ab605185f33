// `npm test`: everything, on a fresh clone. Its last line is "N passed, N failed", the sum over all runners.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ensureBuilt, ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root, run, say } from "./install.mjs";
import { readPlaywright, readVitest } from "./test-reports.mjs";
import { checkVulnerabilities } from "./vulnerabilities.mjs";

const totals = { passed: 0, failed: 0, skipped: 0 };
/** One line each: they are said once more at the end, where a long log is read first. */
const failures = [];
const reports = path.join(root, ".build/reports");

async function step(title, work) {
  const startedAt = Date.now();
  say(`\n── ${title}`);
  await work();
  say(`   ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** A check without cases of its own counts as one. */
async function check(title, command, args) {
  await step(title, async () => {
    const ok = (await run(command, args, { mayFail: true })).status === 0;
    totals[ok ? "passed" : "failed"] += 1;
    if (!ok) failures.push(title);
  });
}

/** Adds a runner's JSON report; a runner that fails without a failed case (or without a report) counts as one failure. */
function addReport(file, status, read) {
  const before = totals.failed;
  if (existsSync(file)) {
    const { failures: of, ...counts } = read(JSON.parse(readFileSync(file, "utf8")));
    for (const [name, count] of Object.entries(counts)) totals[name] += count;
    failures.push(...of);
  }
  if (status === 0 || totals.failed > before) return;
  totals.failed += 1;
  failures.push(`${path.basename(file, ".json")} ended with status ${status}`);
}

async function vitest() {
  const file = path.join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", ...reporters];
  const { status } = await run(pinnedNode, args, { mayFail: true });
  addReport(file, status, readVitest);
}

async function playwright() {
  const file = path.join(reports, "playwright.json");
  const env = { CHROMIUM_PATH: ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const args = ["node_modules/@playwright/test/cli.js", "test", "--config", "tests/playwright.config.ts"];
  const { status } = await run(pinnedNode, [...args, "--reporter=list,json"], { mayFail: true, env });
  addReport(file, status, readPlaywright);
}

await ensureInstalled({ development: true });
await ensureGenerated();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
await check("Format and lint", "biome", ["ci", "."]);
await step("Next's route types", () =>
  run(pinnedNode, ["node_modules/next/dist/bin/next", "typegen"], { mayFail: true }),
);
await check("Types", "tsc", ["--noEmit"]);
await step("Known vulnerabilities", async () => {
  const ok = await checkVulnerabilities();
  totals[ok === null ? "skipped" : ok ? "passed" : "failed"] += 1;
  if (ok === false) failures.push("Known vulnerabilities");
});
await step("Units and database", vitest);
await step("Production build", ensureBuilt);
await step("Journeys in a browser", playwright);

for (const failure of failures) say(`failed: ${failure.replaceAll(`${root}/`, "")}`);
const skipped = totals.skipped ? `, ${totals.skipped} skipped` : "";
say(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed === 0 ? 0 : 1);
