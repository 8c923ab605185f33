import { z } from "zod";
import { currentSpeech } from "@/lib/language/speech";
import { t } from "@/lib/language/t";

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
  shown: value.toLocaleString(currentSpeech().figures, { maximumFractionDigits: 20 }),
  value,
  exact: exact ?? false,
  exclusive: inclusive === false,
});

function tooBig(origin: string, limit: Limit): string | undefined {
  const { exact, exclusive } = limit;
  if (origin === "string")
    return exact
      ? exactCharacters(limit)
      : t(
          "{limit, plural, one {Use at most {shown} characters.} other {Use at most {shown} characters.}}",
          placesOf(limit),
        );
  if (origin === "array" || origin === "set")
    return exact ? exactCount(limit) : t("Give at most {shown}.", placesOf(limit));
  if (origin !== "number" && origin !== "int") return undefined;
  return exclusive ? t("Less than {shown}.", placesOf(limit)) : t("At most {shown}.", placesOf(limit));
}

function tooSmall(origin: string, limit: Limit): string | undefined {
  const { value, exact, exclusive } = limit;
  if (origin === "string") {
    if (exact) return exactCharacters(limit);
    return value === 1
      ? t("This is empty.")
      : t(
          "{limit, plural, one {Use at least {shown} characters.} other {Use at least {shown} characters.}}",
          placesOf(limit),
        );
  }
  if (origin === "array" || origin === "set")
    return exact ? exactCount(limit) : t("Give at least {shown}.", placesOf(limit));
  if (origin !== "number" && origin !== "int") return undefined;
  return exclusive ? t("More than {shown}.", placesOf(limit)) : t("At least {shown}.", placesOf(limit));
}

const exactCharacters = (limit: Limit) =>
  t("{limit, plural, one {Use exactly {shown} characters.} other {Use exactly {shown} characters.}}", placesOf(limit));
const exactCount = (limit: Limit) => t("Give exactly {shown}.", placesOf(limit));
const placesOf = ({ value, shown }: Limit) => ({ limit: value, shown });

// Schemas that say nothing else take these words, wherever answers are made.
z.config({ customError: plainIssue });
