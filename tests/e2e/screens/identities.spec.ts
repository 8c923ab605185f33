import { randomBytes, randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { OidcPeer } from "../../support/oidc-provider";
import { vouched } from "../../support/oidc-settings";
import { opensHydrated } from "../support/hydrated";
import { productDatabase } from "../support/product-database";

const data = ".data/e2e-demo";
const provider = new OidcPeer();
const now = () => Math.floor(Date.now() / 1000);

// As tests/playwright.config.ts names it to the product.
test.beforeAll(() => provider.start(4330));
test.afterAll(() => provider.close());

/** A marketer of the demo's workspace who has neither password nor second factor. */
async function newPerson(): Promise<string> {
  const email = `p${randomBytes(5).toString("hex")}@acme.test`;
  const id = randomUUID();
  const db = await productDatabase(data);
  await db.query(
    `insert into "user" (id, email, name, password_hash, email_verified_at, updated_at) values ($1, $2, 'Pat Marketer', 'none', now(), now())`,
    [id, email],
  );
  await db.query(
    `insert into member (workspace_id, id, user_id, role) select id, $1, $2, 'marketer' from workspace where slug = 'fernway'`,
    [randomUUID(), id],
  );
  await db.end();
  return email;
}

async function signIn(page: Page, email: string): Promise<void> {
  provider.visitor = () => vouched(email);
  await page.goto("/sign-in?next=/fernway/settings/security");
  await page.getByRole("button", { name: "Continue with Acme" }).click();
  await expect(page.getByRole("heading", { name: "Your security" })).toBeVisible();
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

test.beforeEach(({ page }) => void opensHydrated(page));

test("confirming goes by a window at the provider, and the page goes on by itself", async ({ page, context }) => {
  const email = await newPerson();
  await signIn(page, email);
  await expect(page.getByText(email).first()).toBeVisible();
  await page.getByRole("button", { name: "Unlink Acme" }).click();
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Confirm that it is you" })).toBeVisible();
  // A provider that asks nothing does not confirm.
  const opened = context.waitForEvent("page");
  await page.getByRole("button", { name: "Confirm with Acme" }).click();
  const window = await opened;
  await expect(window.getByRole("alert")).toContainText("did not say that you proved there just now");
  provider.visitor = (asked) => vouched(email, asked.get("max_age") === "0" ? { auth_time: now() } : {});
  await window.getByRole("button", { name: "Try Acme again" }).click();
  // What was begun goes on, and is refused for what it is: the only way in.
  await expect(page.getByText("This is the only way you can sign in").first()).toBeVisible();
});

test("linking and unlinking by hand", async ({ page }) => {
  const email = await newPerson();
  await signIn(page, email);
  const db = await productDatabase(data);
  await db.query(`update "user" set password_hash = 'one' where email = $1`, [email]);
  await db.query(
    `update session set authenticated_at = now() where user_id = (select id from "user" where email = $1)`,
    [email],
  );
  await db.end();
  await page.getByRole("button", { name: "Unlink Acme" }).click();
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByText("Acme unlinked")).toBeVisible();
  await expect(page.getByText("Sign-in with a provider unlinked").first()).toBeVisible();
  const other = `q${email}`;
  provider.visitor = () => vouched(other);
  await page.getByRole("button", { name: "Link Acme" }).click();
  await expect(page.getByText("Linked. You can sign in with it from now on")).toBeVisible();
  await expect(page.getByText(other).first()).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/security$/);
});

test("nothing of a session stays in the browser after it: sign-out, other tabs, an end from elsewhere", async ({
  page,
  context,
}) => {
  const email = await newPerson();
  await signIn(page, email);
  const keep = () =>
    page.evaluate(() => localStorage.setItem("homing:draft:cmp_1", '{"changes":{"subject":"Secret"}}'));
  await keep();
  const tab = await context.newPage();
  await tab.goto("/fernway/contacts");
  await page.getByRole("button", { name: /Pat Marketer/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => stored(page)).not.toContain("Secret");
  await page.goBack();
  await expect(page.getByText(email)).toHaveCount(0);

  await signIn(page, email);
  await keep();
  const db = await productDatabase(data);
  await db.query(`update session set revoked_at = now() where user_id = (select id from "user" where email = $1)`, [
    email,
  ]);
  await db.end();
  // The page may notice first and be on its own way to the sign-in, which ends this navigation.
  await page.goto("/fernway/contacts").catch((error: Error) => expect(error.message).toContain("ERR_ABORTED"));
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => stored(page)).not.toContain("Secret");
});
