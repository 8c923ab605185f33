import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";
import { modelsOf } from "./support/prisma-schema";

// A table or column that no line of the product names is a promise nobody keeps. The exceptions wait for what they name.
const waiting: Readonly<Record<string, string>> = {
  integration: "integrations with shops and other products",
  automation: "automations",
  automation_version: "automations",
  enrollment: "automations",
  enrollment_step: "automations",
  conversion: "which mail brought somebody to a goal",
  "goal.window_hours": "which mail brought somebody to a goal",
  "message.enrollment_step_id": "automations",
};

/** Without comments, which may speak of anything. */
const code = sourcesIn(["{lib,app,components}/**/*.{ts,tsx}"])
  .map((file) => textOf(file).replace(/\/\*\*?[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""))
  .join("\n");

/** `db.goal.findMany(…)`, `from goal g`, `insert into "goal"`. */
function namesTable({ name, table }: { name: string; table: string }): RegExp {
  const byPrisma = `\\.${name[0]!.toLowerCase()}${name.slice(1)}\\s*\\.(?:find|create|update|upsert|delete|count|aggregate|groupBy)`;
  return new RegExp(`${byPrisma}|\\b(?:from|join|into|update|only|table)\\s+"?${table}"?(?=[\\s(;,)\`])`, "i");
}

const models = modelsOf();
const idleTables = models.filter((model) => !namesTable(model).test(code)).map(({ table }) => table);
const words = new Set(code.match(/\w+/g));
const idleColumns = models
  .filter(({ table }) => !idleTables.includes(table))
  .flatMap(({ table, fields }) =>
    fields
      .filter(({ name, column }) => !words.has(name) && !words.has(column))
      .map(({ column }) => `${table}.${column}`),
  );

test("every table and every column is named by the product, or by the feature that it waits for", () => {
  expect(models.length).toBeGreaterThan(70);
  expect([...idleTables, ...idleColumns].sort()).toEqual(Object.keys(waiting).sort());
});

test("a use of a table is found however it is written, and a word alone is none", () => {
  const [checks, automations] = [
    namesTable({ name: "DnsCheck", table: "dns_check" }),
    namesTable({ name: "Automation", table: "automation" }),
  ];
  const uses = ["await tx.db.dnsCheck.findMany({})", 'insert into "dns_check" (id)', "join dns_check d on true"];
  expect(uses.filter((use) => !checks.test(use))).toEqual([]);
  const words = ["from dns_checks d", "settings.automation", "the dns_check", "row.dnsCheck.found"];
  expect(words.filter((word) => checks.test(word) || automations.test(word))).toEqual([]);
});
