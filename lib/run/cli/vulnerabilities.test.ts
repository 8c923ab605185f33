import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgeAudit, readAudit } from "./vulnerabilities.mjs";

/** As `npm audit --json` writes it: the advisory stands with its package, and whoever needs that package names it. */
const report = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    "node-forge": {
      name: "node-forge",
      severity: "high",
      isDirect: false,
      via: [
        {
          source: 1088746,
          name: "node-forge",
          dependency: "node-forge",
          title: "Improper Verification of Cryptographic Signature in node-forge",
          url: "https://github.com/advisories/GHSA-cfm4-qjh2-4765",
          severity: "high",
          cwe: ["CWE-347"],
          cvss: { score: 7.5, vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N" },
          range: "<1.3.0",
        },
        {
          source: 1088747,
          name: "node-forge",
          dependency: "node-forge",
          title: "Open Redirect in node-forge",
          url: "https://github.com/advisories/GHSA-8fr3-hfg3-gpgp",
          severity: "moderate",
          range: "<1.0.0",
        },
      ],
      effects: ["selfsigned"],
      range: "<=1.2.1",
      nodes: ["node_modules/node-forge"],
      fixAvailable: true,
    },
    selfsigned: { name: "selfsigned", severity: "high", via: ["node-forge"], effects: [], range: "1.1.1 - 1.10.14" },
  },
  metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 0, total: 2 } },
});
const accepted = {
  id: "GHSA-cfm4-qjh2-4765",
  package: "node-forge",
  reason: "Signatures are not verified with it here.",
  until: "2026-12-31",
};

test("an advisory is read once, whoever needs its package", () => {
  expect(readAudit(report)?.map(({ id, severity }) => [id, severity])).toEqual([
    ["GHSA-cfm4-qjh2-4765", "high"],
    ["GHSA-8fr3-hfg3-gpgp", "moderate"],
  ]);
});

test.each([
  ["nothing, as without a network", ""],
  [
    "npm's error",
    '{"message":"405 Method Not Allowed - POST https://registry.npmjs.org/-/npm/v1/security","statusCode":405}',
  ],
  ["another registry's page", "<html>"],
  ["an audit of another version", '{"auditReportVersion":1,"advisories":{}}'],
])("%s is no report, so nobody takes it for a good one", (_what, text) => expect(readAudit(text)).toBeNull());

test("high and critical fail until they are accepted, with a reason and up to a day", () => {
  const found = readAudit(report)!;
  expect(judgeAudit(found, [], "2026-12-01")).toEqual([expect.stringMatching(/^high: node-forge <1\.3\.0: Improper/)]);
  expect(judgeAudit(found, [accepted], "2026-12-31")).toEqual([]);
  expect(judgeAudit(found, [accepted], "2027-01-01")[0]).toContain("It was accepted until 2026-12-31.");
  expect(judgeAudit(found, [{ ...accepted, package: "other" }], "2026-12-01")).toHaveLength(1);
  for (const missing of [{ reason: "" }, { until: "" }, { until: "soon" }]) {
    expect(judgeAudit([], [{ ...accepted, ...missing }], "2026-12-01"), JSON.stringify(missing)).toHaveLength(1);
  }
});

test("the list of what is accepted is whole", () => {
  const list = JSON.parse(readFileSync(new URL("accepted-vulnerabilities.json", import.meta.url), "utf8"));
  expect(judgeAudit([], list, new Date().toISOString().slice(0, 10))).toEqual([]);
});
