import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { createLog } from "@/lib/base/log";
import { currentLanguage } from "@/lib/language/speech";

const log = createLog({ part: "installation" });
/** Nobody waits longer for a part of a page, in milliseconds. */
const PATIENCE_MS = 3000;
/** One that never ends is not waited for by others for longer, in milliseconds. */
const ASKED_ANEW_MS = 60_000;
const looks = new BoundedCache<Promise<unknown>>({ max: 100 });

/**
 * A look at the whole installation that everybody who looks within `freshMs` and reads the same language shares; null when it fails or takes longer than three
 * seconds: it is not known then.
 */
export async function boundedLook<T>(name: string, look: () => Promise<T>, freshMs = 5000): Promise<T | null> {
  const minute = Math.floor(performance.now() / ASKED_ANEW_MS);
  const answer = remember(
    looks as BoundedCache<Promise<T>>,
    `${name} ${minute} ${currentLanguage()}`,
    look,
    freshMs,
  ).catch((error: unknown) => {
    log.warn("a part of the installation's state could not be read", { name, error });
    return null;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
