import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { opensHydrated } from "../support/hydrated";
import { productDatabase } from "../support/product-database";

const data = ".data/e2e-demo";
const password = "violet harbour seven lanterns";

/** An admin of the demo's workspace, so that the account that other tests use stays as it is. */
async function newAdmin(): Promise<string> {
  const email = `admin-${randomBytes(4).toString("hex")}@people.example`;
  const id = randomUUID();
  const db = await productDatabase(data);
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await db.query(
    `insert into "user" (id, email, name, password_hash, email_verified_at, updated_at) values ($1, $2, 'Ada Admin', $3, now(), now())`,
    [id, email, passwordHash],
  );
  await db.query(
    `insert into member (workspace_id, id, user_id, role) select id, $1, $2, 'admin' from workspace where slug = 'fernway'`,
    [randomUUID(), id],
  );
  await db.end();
  return email;
}

/** Makes every session of the account as old as a quarter of an hour. */
async function age(email: string): Promise<void> {
  const db = await productDatabase(data);
  await db.query(
    `update session set authenticated_at = now() - interval '16 minutes' where user_id = (select id from "user" where email = $1)`,
    [email],
  );
  await db.end();
}

/** A device that verifies its person and keeps passkeys, as browsers see it (WebDriver's virtual authenticator). */
async function virtualDevice(context: BrowserContext, page: Page): Promise<void> {
  const client = await context.newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in?next=/fernway/settings/security");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** Opens a dialog by its button; a page that has just loaded may not listen to the first press. */
async function openDialog(page: Page, button: string, dialog: string): Promise<void> {
  const opened = page.getByRole("dialog", { name: dialog });
  await expect(async () => {
    if (!(await opened.isVisible())) await page.getByRole("button", { name: button }).click({ timeout: 2000 });
    await expect(opened).toBeVisible({ timeout: 2000 });
  }).toPass();
}

const codeOf = (secret: string, at = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });

test.beforeEach(({ page }) => void opensHydrated(page));

test("authenticator app: set up, second step at sign-in, recovery code, and the dialog before what is delicate", async ({
  page,
}) => {
  const email = await newAdmin();
  await typePassword(page, email);
  await expect(page.getByRole("heading", { name: "Your security" })).toBeVisible();
  await openDialog(page, "Set up an authenticator app", "Set up an authenticator app");
  const dialog = page.getByRole("dialog", { name: "Set up an authenticator app" });
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await dialog.locator("code").textContent())!.replaceAll(" ", "");
  await dialog.getByRole("textbox", { name: "Code" }).fill("000000");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByText(/not the code of now/)).toBeVisible();
  await dialog.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, Date.now() - 30_000));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("dialog", { name: "Keep these recovery codes" });
  await expect(codes.getByRole("listitem")).toHaveCount(10);
  const recovery = await codes.getByRole("listitem").first().textContent();
  await codes.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 of 10 are left.")).toBeVisible();

  await signOut(page);
  await typePassword(page, email);
  await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
  // Half signed in opens nothing.
  expect((await page.request.get("/api/app/workspaces")).status()).toBe(401);
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/wrong or was used before/)).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Your security" })).toBeVisible();

  await signOut(page);
  await typePassword(page, email);
  await expect(async () => {
    await page.getByRole("button", { name: "Use a recovery code" }).click({ timeout: 2000 });
    await expect(page.getByLabel("Recovery code")).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByLabel("Recovery code").fill(recovery!.toUpperCase());
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("9 of 10 are left.")).toBeVisible();

  await age(email);
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith("homing.session"))?.value;
  await expect(async () => {
    await page.getByRole("button", { name: "Make new codes" }).click({ timeout: 2000 });
    await expect(page.getByRole("alertdialog")).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make new codes" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirm that it is you" });
  await confirm.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, Date.now() + 30_000));
  await confirm.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Keep these recovery codes" }).getByRole("listitem")).toHaveCount(10);
  const after = (await page.context().cookies()).find(({ name }) => name.endsWith("homing.session"))?.value;
  expect(after).not.toBe(before);
});

test("passkey: made, used alone and as the second step, renamed; the dialog asks before an export", async ({
  page,
  context,
}) => {
  await virtualDevice(context, page);
  const email = await newAdmin();
  await typePassword(page, email);
  await openDialog(page, "Add a passkey", "Add a passkey");
  await page.getByRole("dialog", { name: "Add a passkey" }).getByLabel("Name").fill("Test laptop");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Test laptop", { exact: true }).first()).toBeVisible();

  await signOut(page);
  await page.goto("/sign-in?next=/fernway/settings/security");
  // The virtual device may answer the browser's own offer before the button is pressed.
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.click({ timeout: 3000 }).catch(() => undefined);
  await expect(page.getByRole("heading", { name: "Your security" })).toBeVisible();

  await age(email);
  await openDialog(page, "Rename Test laptop", "Rename the passkey");
  await page.getByRole("dialog", { name: "Rename the passkey" }).getByLabel("Name").fill("Old laptop");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await page.getByRole("button", { name: "Confirm with a passkey" }).click();
  await expect(page.getByText("Old laptop", { exact: true }).first()).toBeVisible();

  await age(email);
  await page.goto("/fernway/contacts");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  await page.getByRole("button", { name: "Confirm with a passkey" }).click();
  expect((await download).suggestedFilename()).toMatch(/^contacts-.*\.csv$/);
});
