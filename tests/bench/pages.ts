import { readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import type { Progress } from "@/lib/run/measure/progress";
import { atMost, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import { ProductTree } from "@/tests/e2e/support/product-tree";
import { signIn } from "@/tests/e2e/support/sign-in";
import type { Cleanup } from "@/tests/load/cleanup";
import { type Steps, workOn } from "./page-steps";
import { readWatch, watchPage } from "./watch-page";

const port = 4380;
const flags = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update";
/** An answer to a key or a click that comes later is felt as waiting. */
const mostInteractionMs = 100;
/** Until the largest part of a page is painted, loaded for the first time. */
const mostFirstViewMs = 1000;
/** Until a list, a page or a save is there that somebody asked for; of a filter, the pause after the last key counts too. */
const mostStepMs = 1000;
const startWithinMs = 600_000;

interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Starts a product with the demo's 4,200 contacts. The production build is made before it is measured. */
async function startDemo({ cleanup, progress }: Show): Promise<{ base: string; data: string }> {
  progress.show("Building and starting the demo");
  const tree = new ProductTree(port, { MAILBOX_SMTP_PORT: String(port + 1), INBOUND_SMTP_PORT: String(port + 2) });
  cleanup.add(() => tree.remove());
  tree.spawn("node", ["--demo"]);
  const end = performance.now() + startWithinMs;
  while ((await tree.isReady()) !== true) {
    if (performance.now() > end) throw new Error(`The demo did not start:\n${tree.output}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { base: `http://localhost:${port}`, data: tree.data };
}

/** A browser that somebody is signed in to; each page it opens has nothing of the product yet. */
async function openBrowser(base: string, data: string, { cleanup }: Show): Promise<() => Promise<Page>> {
  const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
  const browser: Browser = await chromium.launch({ executablePath, args: flags.split(" ") });
  cleanup.add(() => browser.close());
  const first = await browser.newContext({ baseURL: base });
  const password = readFileSync(path.join(data, "demo-password"), "utf8").trim();
  await signIn(first.request, { email: "demo@homing.test", password });
  const storageState = await first.storageState();
  return async () => {
    const context = await browser.newContext({ baseURL: base, storageState, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    // What runs in the page is compiled with this helper for the names of functions.
    await page.addInitScript({ content: "globalThis.__name = (named) => named;" });
    await page.addInitScript(watchPage);
    return page;
  };
}

/** Addresses of a draft's content and of a report, read off the lists. */
async function findPlaces(page: Page): Promise<{ draft: string; report: string }> {
  const firstOf = async (status: string) => {
    await page.goto(`/fernway/campaigns?status=${status}`);
    return page.locator("main a[href*='/campaigns/cmp_']").first().getAttribute("href");
  };
  const draft = `${await firstOf("draft")}?step=content`;
  return { draft, report: `${await firstOf("sent")}/report` };
}

/**
 * The first view of six pages and the daily steps on them, at the 4,200 contacts of the demo, each several times in a browser that
 * has nothing of it yet. The median counts for views and steps, the slowest for what a key or a click waits for.
 */
export async function runPages(rounds: number, show: Show): Promise<{ figures: Figures; bars: Bar[] }> {
  const { base, data } = await startDemo(show);
  const newPage = await openBrowser(base, data, show);
  const { draft, report } = await findPlaces(await newPage());
  const places = ["/fernway", "/fernway/contacts", "/fernway/campaigns", "/fernway/lists", report, draft];
  const views: Record<string, number[]> = {};
  const steps: Steps[] = [];
  for (let round = 0; round < rounds; round++) {
    show.progress.show("Rounds", round, rounds);
    for (const place of places) {
      const page = await newPage();
      await page.goto(place);
      await page.waitForLoadState("networkidle");
      const name = place.replace(/cmp_\w+/, "[id]");
      views[name] = [...(views[name] ?? []), (await readWatch(page)).paintedAt];
      await page.context().close();
    }
    const page = await newPage();
    steps.push(await workOn(page, draft));
    await page.context().close();
  }
  return findings(views, steps);
}

function findings(views: Record<string, number[]>, steps: Steps[]): { figures: Figures; bars: Bar[] } {
  const firstViewMs = Object.fromEntries(Object.entries(views).map(([name, times]) => [name, rounded(median(times))]));
  const of = (name: "filterMs" | "openMs" | "saveMs" | "menuMs" | "paletteMs") =>
    rounded(median(steps.map((step) => step[name])));
  const stepMs = { filter: of("filterMs"), open: of("openMs"), save: of("saveMs") };
  const shownMs = { menu: of("menuMs"), palette: of("paletteMs") };
  const slowestInteractionMs = Math.max(...steps.map((step) => step.slowestMs));
  return {
    figures: { firstViewMs, stepMs, shownMs, slowestInteractionMs },
    bars: [
      ...Object.entries(firstViewMs).map(([name, ms]) => atMost(`first view of ${name}, ms`, ms, mostFirstViewMs)),
      ...Object.entries(stepMs).map(([name, ms]) => atMost(`${name}, ms`, ms, mostStepMs)),
      ...Object.entries(shownMs).map(([name, ms]) => atMost(`${name} shown, ms`, ms, mostInteractionMs)),
      atMost("slowest interaction, ms", slowestInteractionMs, mostInteractionMs),
    ],
  };
}
