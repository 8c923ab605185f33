import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";

/** Where a day begins first: UTC+14. Nobody's clock is ahead of it. */
const FIRST_ZONE = "Pacific/Kiritimati";

/** The wall-clock time ("2026-03-29T09:30") that a campaign for each recipient's time zone is meant for. */
export function wallClockOf(scheduledAt: Date, workspaceTimeZone: string): string {
  return dateToWallTime(scheduledAt, workspaceTimeZone);
}

/**
 * When clocks in a recipient's zone show the wall-clock time. A time that a clock change skips there becomes the one right
 * after the gap's length; of a time that comes twice the first is meant. A moment that has passed means: at once.
 * Contacts without a zone, or with one that this runtime does not know, take the workspace's.
 */
export function zoneDueAt(wallClock: string, zone: string | null, workspaceTimeZone = "UTC"): Date {
  const due = wallTimeToDate(wallClock, zone !== null && isKnownZone(zone) ? zone : workspaceTimeZone);
  if (!due) throw new RangeError(`"${wallClock}" is not a wall-clock time.`);
  return due;
}

/** When a campaign for each recipient's time zone has to be launched: when the first zone on earth reaches the time. */
export function localLaunchAt(wallClock: string): Date {
  return zoneDueAt(wallClock, FIRST_ZONE);
}

/** When a scheduled campaign has to be launched: at its time, or when the first zone on earth reaches it. */
export function launchesAt(campaign: { scheduledAt: Date; localTime: boolean }, workspaceTimeZone: string): Date {
  const { scheduledAt, localTime } = campaign;
  return localTime ? localLaunchAt(wallClockOf(scheduledAt, workspaceTimeZone)) : scheduledAt;
}

/** True for names of the IANA database; offsets such as "+02:00" are none, since they know no summer time. */
function isKnownZone(zone: string): boolean {
  if (zone === "" || /^[+-]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
