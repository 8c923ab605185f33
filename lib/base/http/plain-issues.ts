import { z } from "zod";

type Issue = Parameters<NonNullable<z.core.$ZodConfig["customError"]>>[0];

/** What people read of a value that is too long, too short, too large or too small, where its schema has no words of its own. */
export function plainIssue(issue: Issue): string | undefined {
  if (issue.code === "too_big") return tooBig(String(issue.origin), Number(issue.maximum));
  if (issue.code === "too_small") return tooSmall(String(issue.origin), Number(issue.minimum));
  return undefined;
}

const shown = (count: number) => count.toLocaleString("en");

function tooBig(origin: string, most: number): string | undefined {
  if (origin === "string") return `Use at most ${shown(most)} characters.`;
  if (origin === "array" || origin === "set") return `Give at most ${shown(most)}.`;
  return origin === "number" || origin === "int" ? `At most ${shown(most)}.` : undefined;
}

function tooSmall(origin: string, least: number): string | undefined {
  if (origin === "string") return least === 1 ? "This is empty." : `Use at least ${shown(least)} characters.`;
  if (origin === "array" || origin === "set") return `Give at least ${shown(least)}.`;
  return origin === "number" || origin === "int" ? `At least ${shown(least)}.` : undefined;
}

// Schemas that say nothing else take these words, wherever answers are made.
z.config({ customError: plainIssue });
