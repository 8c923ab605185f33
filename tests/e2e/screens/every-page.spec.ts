import { globSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

const root = path.resolve(import.meta.dirname, "../../..");
const files = globSync("app/(workspace)/[[]slug]/**/page.tsx", { cwd: root });
const routes = files.map((file) =>
  file.replace(/^app\/\(workspace\)\/\[slug\]/, "/fernway").replace(/\/page\.tsx$/, ""),
);

/** Views that are not a page of their own, and pages outside a workspace. */
const moreViews = [
  ...["audience", "content", "schedule", "review"].map((step) => `/fernway/campaigns/[draftId]?step=${step}`),
  "/fernway/campaigns?view=calendar",
  "/fernway/campaigns/[campaignId]/report/recipients?outcome=bounced",
  "/fernway/contacts?query=nobody-has-this-name",
  "/fernway/contacts/suppressions?query=nobody-has-this-address",
  "/fernway/contacts/suppressions/why?email=nobody@example.com",
  "/mailbox",
  "/workspaces",
  "/workspaces/new",
];

/** One id of each kind from the demo workspace, for the pages that show one thing: read off the pages that list them. */
async function sampleParams(request: APIRequestContext): Promise<Record<string, string>> {
  const firstLink = async (page: string, pattern: RegExp) => {
    const html = await (await request.get(`/fernway/${page}`)).text();
    const found = pattern.exec(html)?.[1];
    expect(found, `${page} links to nothing like ${pattern}`).toBeTruthy();
    return found!;
  };
  const api = "/api/app/workspaces/fernway";
  const template = await request.post(`${api}/templates`, {
    data: { builtinKey: "newsletter", name: "Own newsletter" },
  });
  const file = Buffer.from("email,name\nada@people.example,Ada\n");
  const upload = await request.post(`${api}/imports`, { data: { fileName: "people.csv", bytes: file.length } });
  const { id: importId } = (await upload.json()) as { id: string };
  await request.put(`${api}/imports/${importId}/parts/0?crc32=${crc32(file)}`, { data: file });
  await request.put(`${api}/imports/${importId}/upload`, { data: { parts: 1, crc32: crc32(file) } });
  const endpoint = await request.post(`${api}/provider-webhooks`, { data: { provider: "postmark" } });
  return {
    contactId: await firstLink("contacts", /contacts\/(ctc_\w+)/),
    listId: await firstLink("lists", /lists\/(lst_\w+)/),
    draftId: await firstLink("campaigns?status=draft", /campaigns\/(cmp_\w+)/),
    campaignId: await firstLink("campaigns?status=sent", /campaigns\/(cmp_\w+)/),
    messageId: await firstLink("contacts/suppressions", /messages\/(msg_\w+)/),
    segmentId: await firstLink("contacts/segments", /segments\/(seg_\w+)/),
    templateId: ((await template.json()) as { id: string }).id,
    importId,
    replyId: await sampleReply(request),
    providerEndpointId: ((await endpoint.json()) as { id: string }).id,
  };
}

/** An answer to the demo workspace, handed in by HTTP as a mail system would; the same one however often it is asked for. */
async function sampleReply(request: APIRequestContext): Promise<string> {
  const api = "/api/app/workspaces/fernway";
  const settings = await (await request.get(`${api}/inbound-settings`)).json();
  const { hookUrl, replyAddress } = settings as { hookUrl: string; replyAddress: string };
  const mail = `From: Ada <ada@people.example>\r\nTo: ${replyAddress}\r\nSubject: Re: Autumn\r\nMessage-ID: <1@people.example>\r\n\r\nDo you have it in green?\r\n`;
  await request.post(new URL(hookUrl).pathname, { data: mail, headers: { "content-type": "message/rfc822" } });
  const first = async () =>
    ((await (await request.get(`${api}/replies`)).json()) as { items: { id: string }[] }).items[0]?.id ?? "";
  await expect.poll(first, { timeout: 20_000 }).not.toBe("");
  return first();
}

function fill(route: string, params: Record<string, string>): string {
  return route.replace(/\[(\w+)\]/g, (_match, name: string) => {
    const id = params[name];
    if (!id) throw new Error(`No sample of ${name} for ${route}: add it to sampleParams`);
    return id;
  });
}

/** The accessibility checker tries the sandboxed mail frames too; the browser says that it kept it out. */
const fromCheckedFrame = /^Blocked script execution in 'about:srcdoc'/;

type ColorScheme = "light" | "dark";

/**
 * Opens the page in the first theme, turns to the second as a device does at nightfall, and notes everything that is wrong with it; the walk
 * goes on to the next page all the same. Accessibility is checked in the first: it takes most of the time.
 */
async function expectSound(page: Page, url: string, themes: readonly [ColorScheme, ColorScheme]): Promise<void> {
  const problems: string[] = [];
  const onError = (error: Error) => problems.push(`script error: ${error.message}`);
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === "error" && !fromCheckedFrame.test(message.text())) problems.push(message.text());
  };
  await page.emulateMedia({ colorScheme: themes[0] });
  page.on("pageerror", onError).on("console", onConsole);
  const response = await page.goto(url);
  expect.soft(response?.status(), url).toBe(200);
  await page.waitForLoadState("networkidle");
  await expect.soft(page.getByRole("heading", { level: 1 }).first(), `${url} has no heading`).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").setLegacyMode(true).analyze();
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
