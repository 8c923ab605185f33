import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { runWebhooks } from "./webhooks";

const fixtures = path.resolve(import.meta.dirname, "../../../tests/fixtures/webhooks");

test("every recorded call is read as its source reads it, and no forged, replayed or truncated form of it passes", async () => {
  const report = await runWebhooks(fixtures);
  expect(report.failures).toEqual([]);
  expect(report.crashed).toBe(0);
  for (const name of ["mapped", "refused", "vectors", "forged", "replayed", "truncated"] as const) {
    expect(report[name].right, name).toBe(report[name].of);
  }
  expect(report.mapped.of).toBeGreaterThan(60);
  expect(report.forged.of).toBeGreaterThan(200);
  expect(report.unlabelled.unknown).toBe(0);
  expect(Object.keys(report.byProvider).sort()).toEqual(
    ["brevo", "mailgun", "mailjet", "postmark", "resend", "sendgrid", "ses", "sparkpost"].sort(),
  );
});

test("a wrong expectation and a signature that should not hold are found", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "webhooks-"));
  try {
    cpSync(fixtures, dir, { recursive: true });
    const file = path.join(dir, "expectations.jsonl");
    const changed = readFileSync(file, "utf8").replace('"event_type": "complained"', '"event_type": "delivered"');
    writeFileSync(file, changed);
    const vectors = path.join(dir, "signatures.jsonl");
    writeFileSync(vectors, readFileSync(vectors, "utf8").replace('"valid": true', '"valid": false'));
    const report = await runWebhooks(dir);
    expect(report.failures.map(({ problem }) => problem)).toEqual([
      '"delivered" was read as complaint',
      "taken, but valid is false",
    ]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
