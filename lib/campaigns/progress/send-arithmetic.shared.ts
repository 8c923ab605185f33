import type { CampaignProgress } from "./progress-view";

/** How long the rest takes, and what says so; null when nothing that can be counted on does. */
export type TimeLeft = { seconds: number; because: "rate" | "spread" | "limits" | "local" } | null;

/**
 * How long until the rest has left. What must take long by set-up (a window, other time zones, limits) counts where it is
 * longer than what the present pace says; without a pace it stands alone. Messages put off by receivers are not in it: they
 * have their own next try.
 */
export function timeLeft(progress: CampaignProgress, perSecond: number | null, nowMs: number): TimeLeft {
  const { status, toSend, done, deferred, adding, stuck } = progress;
  const left = toSend - done - deferred;
  if (status !== "sending" || adding || stuck || left <= 0) return null;
  const until = (time: string | null | undefined) => (time ? Math.max(0, (Date.parse(time) - nowMs) / 1000) : 0);
  const byRate = perSecond !== null && perSecond > 0 ? left / perSecond : null;
  const bySetUp = [
    { seconds: progress.localTime === null ? 0 : until(progress.wait?.lastAt), because: "local" as const },
    { seconds: until(progress.spreadEndsAt), because: "spread" as const },
    { seconds: progress.ceilingSeconds ?? 0, because: "limits" as const },
  ].reduce((longest, each) => (each.seconds > longest.seconds ? each : longest));
  // A window or limit paces the send itself, so the rate follows it and swings around it.
  if (bySetUp.seconds > 0 && (byRate === null || bySetUp.seconds >= byRate * 0.5)) {
    return { ...bySetUp, seconds: Math.ceil(bySetUp.seconds) };
  }
  return byRate === null ? null : { seconds: Math.ceil(byRate), because: "rate" };
}
