import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test, vi } from "vitest";
import { currentLanguage } from "@/lib/language/speech";

test("a page speaks the language of its request; what programs and recipients call does not", async () => {
  // Next puts it there before it loads anything.
  vi.stubGlobal("AsyncLocalStorage", AsyncLocalStorage);
  const { workUnitAsyncStorage } = await import("next/dist/server/app-render/work-unit-async-storage.external.js");
  const { learnLanguagesOfPages } = await import("./page-language");
  learnLanguagesOfPages();
  const headers = new Headers({ "accept-language": "de" });
  const spokenAt = (pathname: string) =>
    workUnitAsyncStorage.run({ type: "request", url: { pathname, search: "" }, headers } as never, currentLanguage);
  for (const page of ["/", "/sign-in", "/fernway/campaigns", "/tea/lists"]) expect(spokenAt(page), page).toBe("de");
  for (const other of ["/api/v1/contacts", "/v1/track", "/u/p/x", "/t/c/x"]) expect(spokenAt(other), other).toBe("en");
});
