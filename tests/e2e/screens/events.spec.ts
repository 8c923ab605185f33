import { expect, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

test("the last events, a rule that is changed, lines to copy, and a segment of who did something", async ({ page }) => {
  await signIn(page.request);
  await page.goto("/fernway/settings/events");
  const list = page.getByRole("list", { name: "Latest events" });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByText("it has neither userId nor anonymousId")).toBeVisible();
  await page.getByLabel("Show events named").selectOption("Order Completed");
  await expect(list.getByText("Product Viewed")).toHaveCount(0);
  await list.getByText("Message").first().click();
  await expect(list.getByText(/"order_id"/).first()).toBeVisible();

  await page.getByRole("tab", { name: "People" }).click();
  await page.getByRole("button", { name: "Add a trait" }).click();
  const last = page.getByLabel("Trait", { exact: true }).last();
  await last.fill("email");
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(page.getByText("This trait stands here twice.")).toBeVisible();
  await last.fill("address.city");
  await page.getByLabel("Goes to").last().selectOption({ label: "City" });
  await page.getByRole("button", { name: "Save rule" }).click();
  await expect(page.getByText("The rule holds for what comes from now on")).toBeVisible();
  await page.reload();
  await page.getByRole("tab", { name: "People" }).click();
  await expect(page.getByLabel("Trait", { exact: true }).last()).toHaveValue("address.city");

  await page.getByRole("tab", { name: "Connect" }).click();
  await expect(page.getByText("@segment/analytics-node")).toBeVisible();

  await page.goto("/fernway/contacts/segments/new");
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.getByLabel("What the rule is about").selectOption({ label: "Did something" });
  await page.getByLabel("Event", { exact: true }).selectOption("Order Completed");
  await page.getByLabel("Since when").selectOption("ever");
  await page.getByRole("button", { name: "Property" }).click();
  await page.getByLabel("Property", { exact: true }).fill("total");
  await page.getByLabel("Comparison of the property").selectOption({ label: "is above" });
  await page.getByLabel("Value of the property").fill("100");
  await expect(page.getByText(/Finds [1-9]\d* people now/)).toBeVisible();
});
