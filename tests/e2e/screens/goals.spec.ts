import { expect, type Page, test } from "@playwright/test";
import { opensHydrated } from "../support/hydrated";
import { signIn } from "../support/sign-in";

// Goals of the demo shop: what the dashboard says of them, and a goal of one's own.
test.describe.configure({ mode: "serial" });

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = opensHydrated(await browser.newPage());
  await signIn(page.request);
});
test.afterAll(() => page.close());

const tile = (label: string) =>
  page.getByRole("region", { name: "Goals of the period" }).locator("div").filter({ hasText: label }).first();

test("the dashboard shows revenue by currency and each goal, says what it could not read, and leads to the people", async () => {
  await page.goto("/fernway?days=90");
  await expect(tile("Revenue in EUR")).toContainText(/€[\d,]+\.\d\d/);
  await expect(tile("Orders")).toContainText(/\d+ events? had no readable value/);
  const orders = tile("Orders").getByRole("link").first();
  const reached = Number((await orders.textContent())?.replace(/\D/g, ""));
  expect(reached).toBeGreaterThan(20);
  await orders.click();
  await expect(page).toHaveURL(/\/contacts\?rules=/);
  await expect(page.getByRole("row").nth(10)).toBeVisible();
});

test("a goal of one's own counts what came already, and is archived with a way back", async () => {
  await page.goto("/fernway/settings/goals");
  await page.getByRole("button", { name: "New goal" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Looked around");
  await dialog.getByLabel("Event", { exact: true }).fill("Product Viewed");
  await dialog.getByLabel(/^Property with its value/).fill("price");
  await dialog.getByLabel("Counts as revenue").click();
  await dialog.getByRole("button", { name: "Make goal" }).click();
  await expect(dialog.getByText("Revenue needs a currency")).toBeVisible();
  await dialog.getByLabel("Counts as revenue").click();
  await dialog.getByRole("button", { name: "Make goal" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row", { name: /Looked around/ });
  await expect
    .poll(
      async () => {
        await page.goto("/fernway/settings/goals");
        return row.textContent();
      },
      { timeout: 45_000, intervals: [2_000] },
    )
    .toMatch(/Product Viewed · price[1-9]\d/);

  await row.getByRole("button", { name: "Archive Looked around" }).click();
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "Archive Looked around" }).click();
  await expect(row).toBeHidden();
});
