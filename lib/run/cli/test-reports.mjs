// What the test runners' JSON reports say: counts, and which cases failed.

/** First line of an error, without the colours of a terminal. */
const firstLine = (text) =>
  String(text ?? "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    .replace(/\u001b\[[0-9;]*m/g, "")
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.slice(0, 300) ?? "";

/** Of vitest: `{ passed, failed, skipped, failures }`, each failure in one line. */
export function readVitest(report) {
  const cases = report.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    // A file that cannot be loaded has no cases.
    if (failed.length === 0 && message) return [`${name}: ${firstLine(message)}`];
    return failed.map((test) => `${name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: cases,
  };
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** Of Playwright, likewise. */
export function readPlaywright({ stats, suites, errors }) {
  const wrong = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  const failures = wrong.map(({ file, title, tests }) => {
    const error = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))[0];
    return `${file} > ${title}: ${firstLine(error?.message)}`;
  });
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(({ message }) => firstLine(message))],
  };
}
