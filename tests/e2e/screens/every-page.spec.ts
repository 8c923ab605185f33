import { expect, type Page, test } from "@playwright/test";
import { fill, moreViews, routes, sampleParams } from "../support/demo-pages";
import { signIn } from "../support/sign-in";
import { barriersOn, overflowOf, problemsOf } from "../support/sound";

type ColorScheme = "light" | "dark";

/**
 * Opens the page in the first theme, turns to the second as a device does at nightfall, and notes everything that is wrong with it; the walk
 * goes on to the next page all the same. Accessibility is checked in the first: it takes most of the time.
 */
async function expectSound(page: Page, url: string, themes: readonly [ColorScheme, ColorScheme]): Promise<void> {
  await page.emulateMedia({ colorScheme: themes[0] });
  const problems = await problemsOf(page, url, async () => {
    const barriers = await barriersOn(page);
    await page.emulateMedia({ colorScheme: themes[1] });
    return [...barriers, ...(await overflowOf(page))];
  });
  expect.soft(problems, url).toEqual([]);
}

test("there are pages to look at", () => {
  expect(routes.length).toBeGreaterThan(12);
});

for (const [size, width, themes] of [
  ["desktop", 1440, ["light", "dark"]],
  ["phone", 390, ["dark", "light"]],
] as const) {
  test.describe(size, () => {
    test.use({ viewport: { width, height: 900 } });
    test("every workspace page is sound, fits and is accessible", async ({ page }) => {
      test.setTimeout(600_000);
      await signIn(page.request);
      const params = await sampleParams(page.request);
      for (const route of [...routes, ...moreViews])
        await test.step(route, () => expectSound(page, fill(route, params), themes));
    });
    test("every page without a session is sound, fits and is accessible", async ({ page }) => {
      for (const url of ["/sign-in", "/forgot-password", "/reset-password/unknown", "/invite/unknown"]) {
        await test.step(url, () => expectSound(page, url, themes));
      }
    });
  });
}

test("a page shows nothing to the signed-out and to strangers", async ({ page }) => {
  for (const route of routes) {
    const response = await page.request.get(route.replace(/\[\w+\]/g, "x"), { maxRedirects: 0 });
    expect(await response.text(), route).not.toContain("Fernway Outdoor");
  }
  await signIn(page.request);
  for (const route of routes) {
    const url = route.replace("/fernway", "/somebody-else").replace(/\[\w+\]/g, "x");
    expect((await page.request.get(url)).status(), url).toBe(404);
  }
});
