import { expect, type Page, test } from "@playwright/test";
import { directionOf, type Language, languageCookie } from "@/lib/language/languages";
import { readCatalogs } from "../../language/catalogs";
import { fill, moreViews, routes, sampleParams } from "../support/demo-pages";
import { opensHydrated } from "../support/hydrated";
import { demoLogin, signIn } from "../support/sign-in";
import { barriersOn, overflowOf, problemsOf } from "../support/sound";

const catalogs = readCatalogs();
const screensIn = (language: Language) => catalogs[language]?.screens ?? {};

/** Names that the demo and other journeys have given, and mails that lie in the mailbox as they were sent. */
const data = [
  "Embedded mailbox",
  "Plain letter",
  "A lead story, two shorter ones and a few links worth reading.",
  "A new device signed in",
  "Your account's security was changed",
];

/** Texts of two words and more that a page shows in English though its language has them. */
async function leftInEnglish(page: Page, language: Language): Promise<string[]> {
  const catalog = { ...catalogs[language]?.server, ...screensIn(language) };
  // biome-ignore lint/performance/useDomNodeTextContent: lines as people see them
  const text = await page.locator("body").innerText();
  const lines = text.split("\n").map((line) => line.trim());
  const left = lines.filter(
    (line) =>
      /\p{L} \p{L}/u.test(line) && Object.hasOwn(catalog, line) && catalog[line] !== line && !data.includes(line),
  );
  return left.map((line) => `in English: ${line}`);
}

/** Every page in one language, at both widths; where `checked`, with the accessibility checker on the phone. */
async function walkThrough(page: Page, language: Language, checked: boolean): Promise<void> {
  await page.context().addCookies([{ name: languageCookie, value: language, url: page.url() }]);
  await signIn(page.request);
  const params = await sampleParams(page.request);
  for (const route of [...routes, ...moreViews]) {
    const url = fill(route, params);
    await test.step(url, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      const problems = await problemsOf(page, url, async () => {
        const wide = await overflowOf(page);
        const english = await leftInEnglish(page, language);
        await page.setViewportSize({ width: 390, height: 900 });
        return [...wide, ...english, ...(await overflowOf(page)), ...(checked ? await barriersOn(page) : [])];
      });
      const html = page.locator("html");
      await expect.soft(html, url).toHaveAttribute("lang", language);
      await expect.soft(html, url).toHaveAttribute("dir", directionOf(language));
      expect.soft(problems, url).toEqual([]);
    });
  }
}

test("every page speaks German, with room for its long words", async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto("/sign-in");
  await walkThrough(page, "de", false);
});

test("every page is mirrored in Arabic, fits and is accessible", async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto("/sign-in");
  await walkThrough(page, "ar", true);
});

test.describe("a German browser", () => {
  test.use({ locale: "de-AT" });

  test("is spoken to in German before sign-in, and in what its person chooses from then on", async ({
    page,
    browser,
    baseURL,
  }) => {
    const say = (language: Language, source: string) => screensIn(language)[source] ?? source;
    opensHydrated(page);
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("de", "Sign in"));
    await page.getByRole("combobox").selectOption("fr");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("fr", "Sign in"));
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");

    await signIn(page.request);
    await page.goto("/fernway/settings/profile");
    await page.getByLabel(say("fr", "Language")).selectOption("es");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("es", "Your profile"));

    // The choice is the person's: another browser of theirs speaks it too, whatever it wants.
    const other = await browser.newContext({ baseURL, locale: "en-GB" });
    await signIn(other.request, demoLogin());
    const elsewhere = await other.newPage();
    await elsewhere.goto("/fernway/settings/profile");
    await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText(say("es", "Your profile"));
    await other.close();

    const refused = await page.request.post("/api/app/workspaces/fernway/lists", { data: { name: "" } });
    expect(await refused.text()).toContain(catalogs.es?.screens["Give the list a name."] ?? "");

    // An API of programs stays English.
    const problem = await page.request.get("/api/v1/contacts", { headers: { "accept-language": "es" } });
    expect(((await problem.json()) as { detail: string }).detail).toMatch(/^[A-Z][a-z]+ .* [a-z]+/);

    await page.goto("/fernway/settings/profile");
    await page.getByLabel(say("es", "Language")).selectOption("");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("de", "Your profile"));
  });
});
