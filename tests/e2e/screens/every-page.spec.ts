import AxeBuilder from "@axe-core/playwright";
import { type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import { fill, moreViews, routes, sampleParams } from "../support/demo-pages";
import { signIn } from "../support/sign-in";

/** The accessibility checker tries the sandboxed mail frames too; the browser says that it kept it out. */
const fromCheckedFrame = /^Blocked script execution in 'about:srcdoc'/;

/** A mail as its author wrote it: its headings are not those of the page. */
const writtenByAuthors = "[aria-label='Mail content']";
/** Drafts of other journeys show pictures of hosts that are not there. */
const fromElsewhere = (page: Page, message: ConsoleMessage) =>
  message.text().startsWith("Failed to load resource") &&
  !message.location().url.startsWith(new URL(page.url()).origin);

type ColorScheme = "light" | "dark";

/**
 * Opens the page in the first theme, turns to the second as a device does at nightfall, and notes everything that is wrong with it; the walk
 * goes on to the next page all the same. Accessibility is checked in the first: it takes most of the time.
 */
async function expectSound(page: Page, url: string, themes: readonly [ColorScheme, ColorScheme]): Promise<void> {
  const problems: string[] = [];
  const onError = (error: Error) => problems.push(`script error: ${error.message}`);
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() !== "error" || fromCheckedFrame.test(message.text()) || fromElsewhere(page, message)) return;
    problems.push(message.text());
  };
  await page.emulateMedia({ colorScheme: themes[0] });
  page.on("pageerror", onError).on("console", onConsole);
  const response = await page.goto(url);
  expect.soft(response?.status(), url).toBe(200);
  const idle = page.waitForLoadState("networkidle", { timeout: 30_000 }).then(
    () => "comes to rest",
    () => "goes on loading",
  );
  expect.soft(await idle, url).toBe("comes to rest");
  await expect.soft(page.getByRole("heading", { level: 1 }).first(), `${url} has no heading`).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .exclude("iframe")
    .exclude(writtenByAuthors)
    .setLegacyMode(true)
    .analyze();
  problems.push(
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`.slice(0, 500)),
  );
  await page.emulateMedia({ colorScheme: themes[1] });
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(width, `${url} scrolls sideways`).toBeLessThanOrEqual(0);
  page.off("pageerror", onError).off("console", onConsole);
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
