import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

/** The key that the open dialog shows. */
async function shownKey(page: Page): Promise<string> {
  const key = await page
    .getByRole("dialog")
    .getByText(/^hm_(live|test)_/)
    .textContent();
  return key?.trim() ?? "";
}

test("a key is made, seen once, changed, rotated and revoked", async ({ page }) => {
  await signIn(page.request);
  await page.goto("/fernway/settings/api-keys");
  const row = page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: "Newsletter form" });
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "Make an API key" });
  await dialog.getByRole("button", { name: "Make key" }).click();
  await expect(dialog.getByText("Name the key.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Newsletter form");
  await dialog.getByRole("radio", { name: "Test" }).click();
  await dialog.getByRole("checkbox", { name: "Contacts: write" }).click();
  await dialog.getByLabel("Addresses it may be used from").fill("127.0.0.0/8\n::1");
  await dialog.getByRole("button", { name: "Make key" }).click();
  const first = await shownKey(page);
  expect(first).toMatch(/^hm_test_[0-9A-Za-z]{38}$/);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(row).toContainText("1 scope, only from 127.0.0.0/8, ::1/128");
  await expect(row).toContainText("Never used");
  expect(await page.content()).not.toContain(first);

  await row.getByRole("button", { name: "Actions for Newsletter form" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const change = page.getByRole("dialog", { name: "Change Newsletter form" });
  await expect(change.getByLabel("Addresses it may be used from")).toHaveValue("127.0.0.0/8\n::1/128");
  await expect(change.getByLabel("Ends").locator("option").first()).toHaveText(/^As it is: /);
  await change.getByRole("checkbox", { name: "Contacts: read" }).click();
  await change.getByLabel("Addresses it may be used from").fill("");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change).toBeHidden();
  await expect(row).toContainText("2 scopes, ends");

  await row.getByRole("button", { name: "Actions for Newsletter form" }).click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await page.getByRole("button", { name: "Rotate key" }).click();
  const second = await shownKey(page);
  expect(second).not.toBe(first);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(row).toContainText("nothing has used it since");

  await row.getByRole("button", { name: "Actions for Newsletter form" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  await expect(row.getByRole("button")).toHaveCount(0);
});

test("a key that only sends has no scopes to choose", async ({ page }) => {
  await signIn(page.request);
  await page.goto("/fernway/settings/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "Make an API key" });
  await expect(dialog.getByRole("checkbox", { name: "Contacts: read" })).toBeVisible();
  await dialog.getByRole("radio", { name: "Sending only" }).click();
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  await expect(dialog.getByLabel("Sends from")).toBeVisible();
});
