const storageKey = (problem: string) => `homing.problem-hidden:${problem}`;
const dayMs = 24 * 3600_000;

/** Hides a problem of the installation in this browser for a day. */
export function dismissProblem(key: string): void {
  try {
    localStorage.setItem(storageKey(key), String(Date.now() + dayMs));
  } catch {
    // Private windows refuse; then it stays.
  }
}

/** Whether somebody has hidden it here within the last day. */
export function isDismissed(key: string): boolean {
  try {
    return Number(localStorage.getItem(storageKey(key)) ?? 0) > Date.now();
  } catch {
    return false;
  }
}
