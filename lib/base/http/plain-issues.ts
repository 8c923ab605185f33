import { z } from "zod";

type Issue = Parameters<NonNullable<z.core.$ZodConfig["customError"]>>[0];

/** What people read of a value that is too long, too short, too large or too small, where its schema has no words of its own. */
export function plainIssue(issue: Issue): string | undefined {
  if (issue.code === "too_big") return tooBig(String(issue.origin), limitOf(issue, Number(issue.maximum)));
  if (issue.code === "too_small") return tooSmall(String(issue.origin), limitOf(issue, Number(issue.minimum)));
  return undefined;
}

interface Limit {
  shown: string;
  value: number;
  /** The one value that goes: `.length(2)`. */
  exact: boolean;
  /** The limit itself does not go: `.positive()`, `.lt(5)`. */
  exclusive: boolean;
}

const limitOf = ({ exact, inclusive }: { exact?: boolean; inclusive?: boolean }, value: number): Limit => ({
  shown: value.toLocaleString("en", { maximumFractionDigits: 20 }),
  value,
  exact: exact ?? false,
  exclusive: inclusive === false,
});

function tooBig(origin: string, { shown, exact, exclusive }: Limit): string | undefined {
  if (origin === "string") return `Use ${exact ? "exactly" : "at most"} ${shown} characters.`;
  if (origin === "array" || origin === "set") return `Give ${exact ? "exactly" : "at most"} ${shown}.`;
  if (origin !== "number" && origin !== "int") return undefined;
  return exclusive ? `Less than ${shown}.` : `At most ${shown}.`;
}

function tooSmall(origin: string, { shown, value, exact, exclusive }: Limit): string | undefined {
  if (origin === "string") {
    return value === 1 && !exact ? "This is empty." : `Use ${exact ? "exactly" : "at least"} ${shown} characters.`;
  }
  if (origin === "array" || origin === "set") return `Give ${exact ? "exactly" : "at least"} ${shown}.`;
  if (origin !== "number" && origin !== "int") return undefined;
  return exclusive ? `More than ${shown}.` : `At least ${shown}.`;
}

// Schemas that say nothing else take these words, wherever answers are made.
z.config({ customError: plainIssue });
