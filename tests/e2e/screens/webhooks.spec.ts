import { expect, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

test("a webhook is made, shows its secret once, is tested, rotated, disabled and deleted", async ({ page }) => {
  await signIn(page.request);
  await page.goto("/fernway/settings/webhooks");
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a webhook" });
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await expect(dialog.getByText("Name it.")).toBeVisible();
  await expect(dialog.getByText("Choose at least one event.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Warehouse");
  await dialog.getByLabel("Address").fill("http://10.0.0.1/hook");
  await dialog.getByRole("checkbox", { name: "contact.unsubscribed" }).click();
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await expect(dialog.getByText(/begins with https|private network/)).toBeVisible();
  // A name that leads nowhere (RFC 6761).
  await dialog.getByLabel("Address").fill("https://hooks.nobody.example/homing");
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  const secret = await page.getByTestId("shown-secret").textContent();
  expect(secret?.trim()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
  expect(await page.content()).not.toContain(secret?.trim());

  await page.getByRole("button", { name: "Send a test" }).click();
  const sheet = page.getByRole("dialog", { name: "contact.unsubscribed" });
  await expect(sheet.getByText("Failed")).toBeVisible({ timeout: 30_000 });
  await expect(sheet.getByText(/No connection to hooks\.nobody\.example:443/)).toBeVisible();
  await expect(sheet.getByText('"test": true')).toBeVisible();
  await page.keyboard.press("Escape");
  const log = page.getByRole("list", { name: "Deliveries" });
  await expect(log.getByRole("listitem")).toHaveCount(1);
  await page.getByLabel("Status").selectOption("delivered");
  await expect(page.getByText("No delivery stands there.")).toBeVisible();

  const actions = page.getByRole("button", { name: "Actions for Warehouse" });
  await actions.click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  expect((await page.getByTestId("shown-secret").textContent())?.trim()).not.toBe(secret?.trim());
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(/signed by the former secret too/)).toBeVisible();

  await actions.click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("This webhook is disabled")).toBeVisible();
  await actions.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page).toHaveURL(/\/settings\/webhooks$/);
  await expect(page.getByText("Warehouse")).toHaveCount(0);
});
