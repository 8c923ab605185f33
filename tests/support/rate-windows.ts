const quarterMs = 15 * 60_000;
/** Longer than a test that counts tries takes. */
const roomMs = 15_000;
// Tests may put others in their place.
const { setTimeout } = globalThis;
const now = Date.now.bind(Date);

/** Limits count in windows of the clock: in the last moments of one it waits for the next, so that a test sees one window only. */
export async function inOneWindow(): Promise<void> {
  const leftMs = quarterMs - (now() % quarterMs);
  if (leftMs < roomMs) await new Promise((resolve) => setTimeout(resolve, leftMs));
}
