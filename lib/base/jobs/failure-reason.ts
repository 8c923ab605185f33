const MOST_CHARACTERS = 200;

/** What may belong to a person, a tenant or the network, and is in the log anyway: this text is shown without a sign-in too. */
const PRIVATE: readonly RegExp[] = [
  /\b[a-z][a-z\d+.-]*:\/\/\S+/gi,
  /\S+@\S+/g,
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi,
  /\b[\da-f]{16,}\b/gi,
  /\b[a-z]{3}_[1-9A-HJ-NP-Za-km-z]{22}\b/g,
  /(?:\b[\w-]+\.)+[\w-]+(?::\d+)?\b/g,
  /'[^']*'|“[^”]*”|(?<=[:=] ?)"[^"]*"/g,
];

/**
 * Why something failed, in one line: the last one of the error, of a database's error what the database said, without names,
 * addresses and values.
 */
export function failureReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message
    .slice(0, 4000)
    .split("\n")
    .map((line) => line.trim());
  const last = lines.findLast((line) => line !== "") ?? "";
  const said = /\bMessage: `(.+)`/.exec(last)?.[1] ?? last;
  // What a server of others wrote may hold what a terminal obeys, or what PostgreSQL does not keep.
  const plain = said.replaceAll(/\p{Cc}+/gu, " ").trim();
  const text = PRIVATE.reduce((rest, each) => rest.replaceAll(each, "…"), plain).slice(0, MOST_CHARACTERS);
  return text || (error instanceof Error ? error.name : "It did not say why.");
}

/** Equal for failures of the same kind: numbers differ from try to try. */
export const kindOfFailure = (reason: string): string => reason.replaceAll(/\d+/g, "#");
