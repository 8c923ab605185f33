import { CronExpressionParser } from "cron-parser";

// The parser and the settings that pg-boss has, so that hosts with a worker and hosts without one keep the same times.
const parse = (cron: string) => CronExpressionParser.parse(cron, { tz: "UTC", strict: false });

/** Whether the expression names the minute of this moment (UTC). Throws where it is not understood. */
export function isDue(cron: string, now: Date): boolean {
  const minute = new Date(now);
  minute.setUTCSeconds(0, 0);
  return parse(cron).includesDate(minute);
}

/** When it is due next after this moment; null for what is not understood. */
export function nextDue(cron: string, now: Date): Date | null {
  try {
    return CronExpressionParser.parse(cron, { tz: "UTC", strict: false, currentDate: now }).next().toDate();
  } catch {
    return null;
  }
}

/** Throws a RangeError for an expression that is not understood: a job that would never run is a mistake of ours. */
export function checkCron(cron: string): void {
  try {
    if (cron.trim().split(/\s+/).length !== 5) throw new Error("it has not five fields");
    parse(cron);
  } catch (error) {
    throw new RangeError(`A job's cron expression is not understood: ${cron} (${(error as Error).message})`);
  }
}
