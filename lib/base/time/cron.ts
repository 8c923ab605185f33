import { CronExpressionParser } from "cron-parser";

// The parser and the settings that pg-boss has, so that hosts with a worker and hosts without one keep the same times.
const parse = (cron: string, currentDate?: Date) =>
  CronExpressionParser.parse(cron, { tz: "UTC", strict: false, ...(currentDate && { currentDate }) });

/** Whether the expression names a minute (UTC) that began after `since` and has begun `now`. Throws where it is not understood. */
export function isDue(cron: string, since: Date, now: Date): boolean {
  return parse(cron, since).next().getTime() <= now.getTime();
}

/** The last moment before the minute of `now` began. */
export function beforeMinute(now: Date): Date {
  const before = new Date(now);
  before.setUTCSeconds(0, -1);
  return before;
}

/** When it is due next after this moment; null for what is not understood. */
export function nextDue(cron: string, now: Date): Date | null {
  try {
    return parse(cron, now).next().toDate();
  } catch {
    return null;
  }
}

/** The last moment up to now that the expression names. Throws where it is not understood. */
export const lastDue = (cron: string, now: Date): Date =>
  CronExpressionParser.parse(cron, { tz: "UTC", strict: false, currentDate: new Date(now.getTime() + 1) })
    .prev()
    .toDate();

/** Throws a RangeError for an expression that is not understood: a job that would never run is a mistake of ours. */
export function checkCron(cron: string): void {
  try {
    if (cron.trim().split(/\s+/).length !== 5) throw new Error("it has not five fields");
    parse(cron);
  } catch (error) {
    throw new RangeError(`A job's cron expression is not understood: ${cron} (${(error as Error).message})`);
  }
}
