const endedKey = "homing.session-ended";

/**
 * Empties what this browser keeps for the person who was signed in: drafts that were not saved, chosen columns. Other tabs hear
 * of it and leave their pages.
 */
export function clearOwnStorage(): void {
  try {
    if (localStorage.length > 0) localStorage.setItem(endedKey, String(Date.now()));
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Private windows refuse; then nothing was kept.
  }
}

/** Calls when another tab emptied it. Gives the way to stop. */
export function onStorageCleared(leave: () => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === endedKey && newValue !== null) leave();
  };
  window.addEventListener("storage", heard);
  return () => window.removeEventListener("storage", heard);
}
