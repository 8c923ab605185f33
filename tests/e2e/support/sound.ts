import AxeBuilder from "@axe-core/playwright";
import { type ConsoleMessage, expect, type Page } from "@playwright/test";

/** The accessibility checker tries the sandboxed mail frames too; the browser says that it kept it out. */
const fromCheckedFrame = /^Blocked script execution in 'about:srcdoc'/;

/** A mail as its author wrote it: its headings are not those of the page. */
const writtenByAuthors = "[contenteditable]";
/** Drafts of other journeys show pictures of hosts that are not there. */
const fromElsewhere = (page: Page, message: ConsoleMessage) =>
  message.text().startsWith("Failed to load resource") &&
  !message.location().url.startsWith(new URL(page.url()).origin);

/** Opens a page, waits until it comes to rest, looks at it, and gives everything that was wrong meanwhile. */
export async function problemsOf(page: Page, url: string, look: () => Promise<string[]>): Promise<string[]> {
  const problems: string[] = [];
  const onError = (error: Error) => problems.push(`script error: ${error.message}`);
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() !== "error" || fromCheckedFrame.test(message.text()) || fromElsewhere(page, message)) return;
    problems.push(message.text());
  };
  page.on("pageerror", onError).on("console", onConsole);
  const response = await page.goto(url);
  expect.soft(response?.status(), url).toBe(200);
  const idle = page.waitForLoadState("networkidle", { timeout: 30_000 }).then(
    () => "comes to rest",
    () => "goes on loading",
  );
  expect.soft(await idle, url).toBe("comes to rest");
  await expect.soft(page.getByRole("heading", { level: 1 }).first(), `${url} has no heading`).toBeVisible();
  problems.push(...(await look()));
  page.off("pageerror", onError).off("console", onConsole);
  return problems;
}

/** What the accessibility checker finds. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude("iframe")
    .exclude(writtenByAuthors)
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`.slice(0, 500));
}

/** That a page is wider than its window. */
export async function overflowOf(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return width > 0 ? [`scrolls sideways by ${width} px at ${page.viewportSize()?.width}`] : [];
}
