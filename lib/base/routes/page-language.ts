import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { languageOfRequest, learnLanguages, speechIn } from "@/lib/language/server";
import type { Speech } from "@/lib/language/speech";

const speeches = new WeakMap<object, Speech>();
/** What programs call (`/v1/` is Segment's protocol), and what recipients see, in their own language. */
const noPages = /^\/(api|t|u|v1)\//;

/**
 * Pages speak the language of their request. Next renders a page in two goes, server components and then the first view of client
 * components, and nothing of ours is around the second; both know the request, so it is asked for that. Programs are answered in English.
 */
function speechOfPage(): Speech | undefined {
  const store = workUnitAsyncStorage.getStore();
  if (store?.type !== "request" || noPages.test(store.url.pathname)) return undefined;
  const known = speeches.get(store);
  if (known) return known;
  const speech = speechIn(languageOfRequest(store.headers));
  speeches.set(store, speech);
  return speech;
}

export const learnLanguagesOfPages = (): void => learnLanguages(speechOfPage);
