import { expect, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

test("what an assistant asks to send is looked at from its draft, and nothing leaves before somebody says yes", async ({
  page,
}) => {
  await signIn(page.request);
  await page.goto("/fernway/campaigns?status=draft");
  await page.getByRole("link", { name: "Trail Notes 17" }).first().click();
  await expect(page.getByText("“Assistant” asks to send this campaign.")).toBeVisible();
  await page.getByRole("link", { name: "Look at it and decide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Send “Trail Notes 17”?" })).toBeVisible();
  await expect(page.getByText("Waits for an answer")).toBeVisible();
  await expect(page.getByText("The first frost, and where to see it").first()).toBeVisible();
  await page.getByRole("button", { name: /^Send to [\d,]+ people$/ }).click();
  const dialog = page.getByRole("alertdialog", { name: /^Send to [\d,]+ people now\?$/ });
  await expect(dialog).toContainText("with the subject “The first frost, and where to see it”");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Waits for an answer")).toBeVisible();
});
