import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { signedHeaders } from "@/lib/edges/webhooks/sign";
import { judgeMails } from "@/lib/run/conformance/mails";
import { modes } from "@/lib/run/conformance/modes";
import { judgeReplies } from "@/lib/run/conformance/replies";
import { readSamples } from "@/lib/run/conformance/samples";

const say = () => undefined;
const corpora = process.env.HOMING_CORPORA ?? "../shared/corpora";

const bounce = (status: string, diagnostic: string) =>
  `From: MAILER-DAEMON@mx.example.net\nSubject: Returned mail\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822;ada@example.org\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n`;

/** A folder in the format of the corpora: mails and what is expected of them. */
function folder(files: Record<string, string>, lines: Record<string, object[]>): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "conformance-"));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), text);
  for (const [name, objects] of Object.entries(lines)) {
    fs.writeFileSync(path.join(dir, name), objects.map((each) => JSON.stringify(each)).join("\n"));
  }
  return dir;
}

const expected = (kind: string, recipient = "ada@example.org", enhanced_status = "5.7.1") => ({
  recipient,
  kind,
  enhanced_status,
});

test("a block counts as soft; what is not firm, disputed or a pseudo code is not asked", async () => {
  const files = {
    "block.eml": bounce("5.7.1", "550 5.7.1 listed by spamhaus"),
    "gone.eml": bounce("5.1.1", "550 5.1.1 User unknown"),
  };
  const dir = folder(files, {
    "expectations.jsonl": [
      { file: "block.eml", source_repo: "a/b", expected: expected("soft"), kind_firm: true },
      {
        file: "gone.eml",
        source_repo: "a/b",
        expected: expected("soft", "ADA@example.org", "5.1.1"),
        kind_firm: false,
      },
      {
        file: "gone.eml",
        source_repo: "a/c",
        expected: expected("soft", "ada@example.org", "5.1.1"),
        kind_disputed: true,
      },
      {
        file: "gone.eml",
        source_repo: "a/c",
        expected: { ...expected("hard", "bea@example.org", "5.0.911"), enhanced_status_synthetic: true },
      },
    ],
  });
  const { figures, misread } = await judgeMails({ dir, say });
  expect(figures).toMatchObject({
    all: {
      files: 4,
      rightKind: { right: 2, of: 2 },
      rightRecipients: { right: 3, of: 4 },
      rightEnhancedCode: { right: 3, of: 3 },
      misread: 1,
      crashed: 0,
    },
    bySource: { "a/b": { files: 2, misread: 0 }, "a/c": { files: 2, misread: 1 } },
  });
  expect(misread).toEqual([expect.stringContaining("bea@example.org")]);
});

test("a bar that falls short says so: another twin, too few right", async () => {
  const gone = bounce("5.1.1", "550 5.1.1 User unknown");
  const files = {
    "lf.eml": gone,
    "cr.eml": gone.replaceAll("\n", "\r"),
    "other.eml": bounce("5.2.2", "552 5.2.2 Mailbox full"),
  };
  const dir = folder(files, {
    "expectations.jsonl": [{ file: "lf.eml", expected: expected("soft", "ada@example.org", "5.1.1") }],
    "expectations-line-endings.jsonl": [
      { file: "cr.eml", same_message_as: "lf.eml" },
      { file: "other.eml", same_message_as: "lf.eml" },
    ],
  });
  const { bars } = await judgeMails({ dir, say });
  const short = bars.filter(({ ok }) => !ok).map(({ name, value }) => `${name}: ${value}`);
  expect(short).toEqual(["right kind, percent: 0", "line-end twins that differ: 1"]);
});

test("reply lines are judged by kind alone", async () => {
  const dir = folder(
    {},
    {
      "replies.jsonl": [
        { line: "550 5.1.1 User unknown", expected: { kind: "hard" } },
        { line: "554 5.7.1 blocked using zen.spamhaus.org", expected: { kind: "soft" } },
        { line: "550 whatever", expected: { kind: null } },
        { line: "552 5.2.2 Mailbox full", expected: { kind: "hard" } },
      ],
    },
  );
  const { figures, bars } = await judgeReplies({ dir, say });
  expect(figures).toMatchObject({ all: { lines: 4, rightKind: { right: 2, of: 3 }, misread: 1 } });
  expect(bars[0]?.ok).toBe(false);
});

test("signatures of other schemes are left out, and one that is taken for valid is misread", async () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const signed = { id: "msg_1", at: new Date(1_614_265_330_000), body: "{}" };
  const line = {
    id: "a",
    scheme: "Standard Webhooks v1",
    secret,
    body: "{}",
    headers: signedHeaders(signed, [secret]),
  };
  const clock = 1_614_265_330;
  const lines = [
    { ...line, clock, valid: true },
    { ...line, id: "b", clock, valid: false },
    { id: "c", scheme: "Stripe", valid: true },
  ];
  const { figures, misread } = await modes.signatures!({ dir: folder({}, { "signatures.jsonl": lines }), say });
  expect(figures).toMatchObject({ lines: 2, leftOut: 1, verified: { right: 1, of: 2 }, signed: { right: 1, of: 1 } });
  expect(misread).toEqual(["b: verified wrongly"]);
});

test("CSV files are held to their rows, headers to their columns, and texts to their records", async () => {
  const dir = folder(
    { "right.csv": "a,b\n1,2\n", "wrong.csv": "a,b\n1,2\n" },
    {
      "expectations.jsonl": [
        { file: "right.csv", expected_rows: [{ a: "1", b: "2" }] },
        { file: "wrong.csv", expected_rows: [{ a: "1", b: "3" }] },
        { file: "right.csv", expected: { imports: "error" } },
      ],
      "export-headers.jsonl": [
        {
          product: "A",
          header: "Email,Town",
          delimiter: ",",
          expected_mapping: { email: "Email", first_name: "Town" },
        },
      ],
      "papaparse-parse-vectors.jsonl": [
        { description: "rows", input: "A,b", expected: { data: [["A", "b"]], errors: [] }, uses_a_function: false },
        {
          description: "signs",
          input: "#A,b",
          config: { comments: "#" },
          expected: { data: [], errors: [] },
          uses_a_function: false,
        },
      ],
      "papaparse-unparse-vectors.jsonl": [
        { description: "formulas", input: [["=1+1", "+49", "'-x"]], expected: "", uses_a_function: false },
      ],
    },
  );
  const { figures, bars, misread } = await modes.csv!({ dir, say });
  expect(figures).toMatchObject({
    files: { right: 1, of: 2, leftOut: 1 },
    headerColumns: { right: 1, of: 2 },
    parsing: { right: 1, of: 1, leftOut: 1 },
    writing: { right: 1, of: 1 },
  });
  expect(bars.filter(({ ok }) => !ok).map(({ value }) => value)).toEqual([50, 50]);
  expect(misread).toEqual([
    expect.stringContaining("wrong.csv: expected"),
    "A, first_name (Town): expected firstName, became newField",
  ]);
});

test("addresses are held to what is valid, and domains to what was meant", async () => {
  const dir = folder(
    {},
    {
      "addresses.jsonl": [
        { address: "ada@example.com", expected: { valid_smtp_address: true } },
        { address: "ada@example.com", expected: { valid_smtp_address: false } },
        { address: '"a b"@example.com', expected: { valid_smtp_address: true } },
        { address: "ada", expected: { valid_smtp_address: false }, sources_disagree: true },
      ],
      "domain-typos.jsonl": [
        { domain: "gmial.com", expected: { suggestion: "gmail.com" } },
        { domain: "gmial.com", expected: { suggestion: null } },
      ],
    },
  );
  const { figures, bars } = await modes.addresses!({ dir, say });
  expect(figures).toMatchObject({
    accepted: { right: 1, of: 1, leftOut: 1 },
    refused: { right: 0, of: 1, leftOut: 1 },
    unusual: { right: 1, of: 1 },
    suggestions: { right: 1, of: 1 },
    leftAlone: { right: 0, of: 1 },
  });
  expect(bars.filter(({ ok }) => !ok).map(({ value }) => value)).toEqual([0, 0, 1]);
});

test("a folder without samples is an error, not a success", async () => {
  const dir = folder({}, {});
  for (const mode of ["bounces", "feedback", "smtp-replies", "signatures"])
    expect(() => modes[mode]!({ dir, say })).toThrow("holds no");
  for (const mode of ["csv", "addresses"])
    await expect(Promise.resolve(modes[mode]!({ dir, say }))).rejects.toThrow("holds no");
});

/** Labelled samples that every clone has; beside them the whole collections, where they lie. */
const published: [mode: string, dir: string][] = [
  ["bounces", "tests/fixtures/bounces"],
  ["smtp-replies", "tests/fixtures/smtp-replies"],
  ["signatures", "tests/fixtures/signatures"],
  ...(fs.existsSync(corpora) ? (["bounces", "feedback", "smtp-replies", "csv", "addresses"] as const) : []).map(
    (mode): [string, string] => [mode, path.join(corpora, mode)],
  ),
];

test.each(published)(
  "published samples: every bar of %s in %s but the time is met",
  { timeout: 300_000 },
  async (mode, dir) => {
    const { bars } = await modes[mode]!({ dir, say });
    expect(bars.filter(({ ok, name }) => !ok && !name.startsWith("slowest"))).toEqual([]);
  },
);

test("every clone has some hundreds of labelled samples", async () => {
  expect(readSamples("tests/fixtures/bounces").labelled.length).toBeGreaterThan(300);
  expect(readSamples("tests/fixtures/bounces").twins.length).toBeGreaterThan(40);
  const { figures } = await modes["smtp-replies"]!({ dir: "tests/fixtures/smtp-replies", say });
  expect(figures).toMatchObject({ all: { lines: 288 } });
});
