import { type Msg, msg } from "@/lib/language/t";

/** Why a campaign stands still or is a draft again, beside refusals and the brake; kept in English. The longer one of two comes first. */
export const pauseTexts = {
  restored: msg(
    "The database was restored at {restored} from a backup of {backup}. What left after the backup is not known here: going on may mail people a second time. Cancel it where it had gone on; go on where it had not.",
  ),
  late: msg("It was not sent at its time. {why}"),
  problems: msg("This campaign cannot be sent yet: {problem}. {count, plural, one {And # more.} other {And # more.}}"),
  problem: msg("This campaign cannot be sent yet: {problem}."),
} as const satisfies Record<string, Msg>;
