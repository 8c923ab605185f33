import { expect, test } from "vitest";
import { readPlaywright, readVitest } from "./test-reports.mjs";

test("a report of vitest gives its counts, and each failed case in one line without colours", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        name: "/here/a.test.ts",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "adds" },
          {
            status: "failed",
            fullName: "sums up",
            failureMessages: ["\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n at x"],
          },
        ],
      },
      { name: "/here/b.test.ts", message: "Cannot find package", assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    failures: ["/here/a.test.ts > sums up: AssertionError: expected 1 to be 2", "/here/b.test.ts: Cannot find package"],
  });
});

test("a report of Playwright likewise, however deep a case lies, and with what went wrong outside of cases", () => {
  const wrong = {
    ok: false,
    file: "a.spec.ts",
    title: "opens",
    tests: [{ results: [{ errors: [{ message: "Error: no\nmore" }] }] }],
  };
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [{ specs: [{ ok: true }], suites: [{ specs: [wrong] }] }],
    errors: [{ message: "no server" }],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    failures: ["a.spec.ts > opens: Error: no", "no server"],
  });
});
