import { expect, test, vi } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { currentReadiness } from "./current-readiness";

vi.mock("@/lib/content/assets/place-states", async (original) => ({
  ...(await original<object>()),
  picturesProblem: async () => `said in ${currentLanguage()}`,
}));

test("what all who ask share for some seconds is English, whoever asked first", async () => {
  learnLanguages();
  const { checks } = await inLanguage("de", currentReadiness);
  expect(checks.pictures.problem).toBe("said in en");
});
