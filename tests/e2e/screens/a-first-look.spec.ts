import { expect, type Page, test } from "@playwright/test";
import { fill } from "../support/demo-pages";
import { opensHydrated } from "../support/hydrated";
import { signIn } from "../support/sign-in";

// How twenty screens look, before any other test has changed the demo: this file comes first by its name. What moves with the day and the
// chance of the demo is hidden (a-first-look.css): the frame, the words and their places are compared, not the numbers. After a change that is
// meant: `--update-snapshots`, and the pictures are looked at before they are committed.
test.describe.configure({ mode: "serial" });

const screens: readonly (readonly [name: string, route: string])[] = [
  ["dashboard", "/fernway"],
  ["contacts", "/fernway/contacts?query=nobody-has-this-name"],
  ["contact", "/fernway/contacts/[contactId]"],
  ["import", "/fernway/contacts/import"],
  ["segments", "/fernway/contacts/segments"],
  ["new-segment", "/fernway/contacts/segments/[segmentId]"],
  ["suppressed-why", "/fernway/contacts/suppressions/why?email=nobody@example.com"],
  ["lists", "/fernway/lists"],
  ["campaigns", "/fernway/campaigns?tab=sent"],
  ["new-campaign", "/fernway/campaigns/new"],
  ["calendar", "/fernway/campaigns?view=calendar&month=2030-05"],
  ["report", "/fernway/campaigns/[campaignId]/report"],
  ["templates", "/fernway/templates"],
  ["settings", "/fernway/settings"],
  ["sending", "/fernway/settings/sending"],
  ["members", "/fernway/settings/members"],
  ["goals", "/fernway/settings/goals"],
  ["webhooks", "/fernway/settings/webhooks"],
  ["security", "/fernway/settings/security"],
  ["not-found", "/fernway/lists/nothing-like-this"],
];
const onPhones = ["dashboard", "campaigns", "lists", "report"];
const sendsWithinMs = 150_000;

let page: Page;
let params: Record<string, string>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(sendsWithinMs + 30_000);
  page = opensHydrated(await browser.newPage());
  await signIn(page.request);
  // The demo begins with a campaign that is just being sent.
  const running = async () => {
    const answer = await page.request.get("/api/app/workspaces/fernway/dashboard/running");
    return ((await answer.json()) as unknown[]).length;
  };
  await expect.poll(running, { timeout: sendsWithinMs, intervals: [2_000] }).toBe(0);
  params = {
    contactId: await firstOf("contacts?query=a&sort=email", /contacts\/(ctc_\w+)/),
    segmentId: await firstOf("contacts/segments", /segments\/(seg_\w+)/),
    campaignId: await linkOf("campaigns?tab=sent", "Trail Notes 16", /campaigns\/(cmp_\w+)/),
  };
});
test.afterAll(() => page.close());

async function firstOf(place: string, pattern: RegExp): Promise<string> {
  return pattern.exec(await (await page.request.get(`/fernway/${place}`)).text())![1]!;
}

async function linkOf(place: string, name: string, pattern: RegExp): Promise<string> {
  await page.goto(`/fernway/${place}`);
  return pattern.exec((await page.getByRole("link", { name, exact: true }).first().getAttribute("href"))!)![1]!;
}

async function compare(name: string, route: string, width: number, theme: "light" | "dark"): Promise<void> {
  await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.goto(fill(route, params));
  await page.waitForLoadState("networkidle");
  await expect(page).toHaveScreenshot(`${name}-${width}-${theme}.png`, {
    maxDiffPixelRatio: 0.03,
    stylePath: new URL("a-first-look.css", import.meta.url).pathname,
  });
}

for (const [name, route] of screens) test(`${name} looks as it did`, () => compare(name, route, 1440, "light"));
for (const [name, route] of screens.filter(([each]) => onPhones.includes(each)))
  test(`${name} looks as it did on a phone in the dark`, () => compare(name, route, 390, "dark"));
