import { globSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

const root = path.resolve(import.meta.dirname, "../../..");
const files = globSync("app/(workspace)/[[]slug]/**/page.tsx", { cwd: root });
const routes = files.map((file) =>
  file.replace(/^app\/\(workspace\)\/\[slug\]/, "/fernway").replace(/\/page\.tsx$/, ""),
);

/** One id of each kind from the demo workspace, for the pages that show one thing. */
async function sampleParams(request: APIRequestContext): Promise<Record<string, string>> {
  const first = async (name: string) => {
    const response = await request.get(`/api/app/workspaces/fernway/${name}`);
    const { items } = (await response.json()) as { items: { id: string; status?: string }[] };
    return (items.find((item) => item.status === "sent") ?? items[0])?.id ?? "";
  };
  const template = await request.post("/api/app/workspaces/fernway/templates", {
    data: { key: "newsletter", name: "Own newsletter" },
  });
  const { id } = (await template.json()) as { id: string };
  const params = {
    contactId: await first("contacts"),
    listId: await first("lists"),
    campaignId: await first("campaigns"),
  };
  return { ...params, templateId: id };
}

function fill(route: string, params: Record<string, string>): string {
  return route.replace(/\[(\w+)\]/g, (_match, name: string) => {
    const id = params[name];
    if (!id) throw new Error(`No sample of ${name} for ${route}: add it to sampleParams`);
    return id;
  });
}

async function expectSound(page: Page, url: string): Promise<void> {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  const response = await page.goto(url);
  expect(response?.status(), url).toBe(200);
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { level: 1 }).first(), `${url} has no heading`).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width, `${url} scrolls sideways`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
    url,
  ).toEqual([]);
  expect(problems, url).toEqual([]);
}

test("there are pages to look at", () => {
  expect(routes.length).toBeGreaterThan(12);
});

for (const [size, width] of [
  ["desktop", 1440],
  ["phone", 390],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme });
      test("every workspace page is sound, fits and is accessible", async ({ page }) => {
        test.setTimeout(240_000);
        await signIn(page.request);
        const params = await sampleParams(page.request);
        for (const route of routes) await test.step(route, () => expectSound(page, fill(route, params)));
      });
      test("every page without a session is sound, fits and is accessible", async ({ page }) => {
        for (const url of ["/sign-in", "/forgot-password", "/reset-password/unknown", "/invite/unknown"]) {
          await test.step(url, () => expectSound(page, url));
        }
      });
    });
  }
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
