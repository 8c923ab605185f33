import type { Page } from "@playwright/test";
import { readWatch, shownAfter } from "./watch-page";

/** In ms; `slowestMs` is the longest that a key or click of them waited for its paint. */
export interface Steps {
  filterMs: number;
  openMs: number;
  saveMs: number;
  menuMs: number;
  paletteMs: number;
  slowestMs: number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Finds a person, opens the page, changes a draft: what a marketer does all day. */
export async function workOn(page: Page, draft: string): Promise<Steps> {
  await page.goto("/fernway/contacts");
  await page.waitForLoadState("networkidle");
  const menuMs = await shownAfter(page, "[role='menu']", () =>
    page.getByRole("complementary").locator("[aria-haspopup='menu']").last().click(),
  );
  await closeByEscape(page, "menu");
  const paletteMs = await shownAfter(page, "[role='dialog'] input", () => page.keyboard.press("Control+k"));
  await closeByEscape(page, "dialog");
  const { filterMs, openMs, waits } = await findPerson(page);
  const saveMs = await write(page, draft);
  waits.push(...(await readWatch(page)).waits);
  return { filterMs, openMs, saveMs, menuMs, paletteMs, slowestMs: Math.max(0, ...waits) };
}

/** As often as it takes: what was painted this moment hears keys a moment later. */
async function closeByEscape(page: Page, role: "menu" | "dialog"): Promise<void> {
  const opened = page.getByRole(role);
  for (let press = 0; press < 10 && (await opened.isVisible()); press++) {
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "hidden", timeout: 500 }).catch(() => {});
  }
}

async function findPerson(page: Page) {
  const row = page.getByRole("row").nth(1).getByRole("link").first();
  const search = page.getByRole("main").getByRole("searchbox");
  const filterMs = await timed(async () => {
    await search.pressSequentially("mar", { delay: 40 });
    await page.waitForURL(/query=mar/);
    await row.waitFor();
  });
  const openMs = await timed(async () => {
    await row.click();
    await page.waitForURL(/contacts\/ctc_/);
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
  // Pages change without a new document: one list holds the waits on both.
  const { waits } = await readWatch(page);
  return { filterMs, openMs, waits };
}

/** Types into a draft's content; how long its save is under way. */
async function write(page: Page, draft: string): Promise<number> {
  await page.goto(draft);
  const text = page.getByRole("textbox", { name: "Mail content" });
  await text.locator("p").first().click();
  const saved = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.keyboard.type(" A few more of them.", { delay: 30 });
  const response = await saved;
  await response.finished();
  return response.request().timing().responseEnd;
}
