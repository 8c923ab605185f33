import { expect, type Locator, type Page, test } from "@playwright/test";
import { opensHydrated } from "../support/hydrated";
import { peopleCsv } from "../support/people-csv";
import { startFile } from "../support/sign-in";

// One day, told in order: each test continues where the last one stopped.
test.describe.configure({ mode: "serial" });

const recipients = 2000;
const owner = { name: "Olivia Owner", email: "olivia@acme.example", password: "correct horse battery staple" };

interface Report {
  numbers: Record<string, number>;
  ledger: Record<string, number> & { balanced: boolean };
}
interface Simulator {
  pending: number;
  failed: number;
  counts: Record<string, number>;
}

let page: Page;
let campaignPath = "";

test.beforeAll(async ({ browser }) => {
  page = opensHydrated(await browser.newPage());
});
test.afterAll(async () => {
  await page.close();
});

// A connection that was kept may be closed at the moment that it is used again.
const read = async <T>(url: string): Promise<T> => (await (await page.request.get(url, { maxRetries: 2 })).json()) as T;
const simulator = () => read<Simulator>("/api/app/mailbox/simulator");
const report = () => read<Report>(`/api/app/workspaces/acme-outdoor/reports/${campaignPath.split("/").at(-1)}`);

async function sentSoFar(): Promise<number> {
  const text = await page.getByRole("progressbar", { name: "Sent", exact: true }).getAttribute("aria-valuetext");
  return Number(text?.split(" ")[0]);
}

async function confirm(dialog: Locator, button: string): Promise<void> {
  const message = (await dialog.textContent()) ?? "";
  const typed = /Type (\S+) to confirm/.exec(message)?.[1];
  if (typed) await dialog.getByRole("textbox").fill(typed);
  await dialog.getByRole("button", { name: button }).click();
}

test("a visitor without the set-up link finds no way in", async () => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByText("npm start")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.goto("/setup?key=guessed");
  await expect(page.getByText("is not the newest one")).toBeVisible();
  const data = { ...owner, key: "guessed", workspaceName: "Acme Outdoor", timeZone: "UTC" };
  expect((await page.request.post("/api/app/account/setup", { data })).status()).toBe(403);
});

test("the first person creates the owner's account and a workspace by the link of the start", async () => {
  await page.goto(startFile(".data/e2e-empty", "setup-link"));
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Email address").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByLabel("Workspace name").fill("Acme Outdoor");
  await page.getByLabel("Postal address").fill("Acme Outdoor, 12 Harbour Road, Bristol BS1 4AA");
  await page.getByRole("button", { name: "Create account and workspace" }).click();
  await expect(page).toHaveURL(/\/acme-outdoor$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("nobody else can sign up", async ({ browser }) => {
  const stranger = await browser.newPage();
  await stranger.goto("/setup");
  await expect(stranger).toHaveURL(/\/sign-in/);
  await stranger.close();
});

test("the mail that confirms the address waits in the embedded mailbox, and its link works", async () => {
  await page.goto("/acme-outdoor/mailbox");
  await page
    .getByRole("link", { name: /confirm/i })
    .first()
    .click();
  const frame = page.frameLocator('iframe[title^="Mail:"]');
  const href = await frame
    .getByRole("link", { name: /confirm|verify/i })
    .first()
    .getAttribute("href");
  await page.goto(href!);
  await page.getByRole("button", { name: /confirm/i }).click();
  await expect(page.getByText(/confirmed/i).first()).toBeVisible();
});

test("the postal address of the set-up is the workspace's, which gets a list", async () => {
  await page.goto("/acme-outdoor/settings");
  await expect(page.getByLabel("Postal address")).toHaveValue(/12 Harbour Road/);
  await page.goto("/acme-outdoor/lists");
  await page.getByRole("button", { name: "New list" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Trail Notes");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /create/i })
    .click();
  await expect(page.getByText("Trail Notes").first()).toBeVisible();
});

test("2,000 contacts come from a CSV file, with proof of their consent", async () => {
  await page.goto("/acme-outdoor/contacts/import");
  const file = { name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(peopleCsv(recipients)) };
  await page.getByLabel("CSV file").setInputFiles(file);
  await page.getByLabel("How did these people agree?").selectOption("form");
  await page.getByLabel("Where, when and to which words?").fill("Sign-up form: Yes, send me news by e-mail.");
  await page.getByLabel("Trail Notes").check();
  await page.getByRole("button", { name: "Import 2,000 rows" }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 30_000 });
  await page.goto("/acme-outdoor/contacts");
  await expect(page.getByText("2,000 contacts")).toBeVisible();
});

test("a template becomes a campaign, written in the block editor with a merge tag", async () => {
  await page.goto("/acme-outdoor/campaigns");
  await page
    .getByRole("link", { name: /new campaign|first campaign/i })
    .first()
    .click();
  await page
    .getByRole("button", { name: /newsletter/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/campaigns\/cmp_/);
  campaignPath = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "Add lists, segments or tags" }).click();
  await page.getByRole("option", { name: /Trail Notes/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("2,000").first()).toBeVisible();

  await page
    .getByRole("navigation", { name: "Steps" })
    .getByRole("button", { name: /Content/ })
    .click();
  await page.getByLabel(/^Subject/).fill('{{ contact.first_name | default: "Hello" }}, five quiet walks');
  const editor = page.locator(".ProseMirror");
  await editor.locator("p").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(" A line written in the editor.");
  await expect(page.getByText("Saved", { exact: false }).first()).toBeVisible();
});

test("the preview shows it as one contact sees it: desktop, phone, plain text", async () => {
  await page.getByRole("tab", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  const frame = preview.frameLocator("iframe");
  await expect(frame.getByText("A line written in the editor.")).toBeVisible();
  await expect(preview.getByText("Hello, five quiet walks")).toBeVisible();
  await preview.getByRole("button", { name: /change whose eyes/ }).click();
  await page.getByPlaceholder("Search contacts…").fill("johndoe");
  await page.keyboard.press("Enter");
  await expect(preview.getByText("John, five quiet walks")).toBeVisible();
  await preview.getByRole("tab", { name: "Phone" }).click();
  await expect(frame.getByText("A line written in the editor.")).toBeVisible();
  await preview.getByRole("tab", { name: "Plain text" }).click();
  await expect(preview.locator("pre")).toContainText("A line written in the editor.");
});

test("a test mail arrives in the embedded mailbox", async () => {
  await page
    .getByRole("button", { name: /send (a )?test/i })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("To")).toHaveValue(owner.email);
  await dialog.getByRole("button", { name: "Send test" }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/acme-outdoor/mailbox");
  await page
    .getByRole("link", { name: /\[Test\]/ })
    .first()
    .click();
  await expect(page.frameLocator('iframe[title^="Mail:"]').getByText("A line written in the editor.")).toBeVisible();
});

test("pre-flight passes, and nothing is blocked", async () => {
  await page.goto(`${campaignPath}?step=review`);
  await expect(page.getByRole("button", { name: "Send to 2,000 people" })).toBeEnabled({ timeout: 30_000 });
});

test("sending shows its progress, pauses at once, and goes on where it stopped", async () => {
  test.setTimeout(180_000);
  // Slow enough that a person could watch: about forty seconds for everybody.
  await page.goto("/acme-outdoor/settings/sending");
  await page.getByRole("button", { name: "Edit Embedded mailbox" }).click();
  await page.getByLabel("A second", { exact: true }).fill("50");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/saved/i).first()).toBeVisible();

  // Some 3 % of these people bounce, in chance order: six among the first hundred would pause the campaign once in a while. The brake
  // has tests of its own; here it waits until the share is no accident.
  const brake = await page.request.patch("/api/app/workspaces/acme-outdoor/settings/brake", {
    data: { minimum: 1000 },
  });
  expect(brake.status()).toBe(200);

  await page.goto(`${campaignPath}?step=review`);
  await page.getByRole("button", { name: "Send to 2,000 people" }).click();
  await confirm(page.getByRole("alertdialog"), "Send campaign");
  await expect(page.getByRole("progressbar", { name: "Sent", exact: true })).toBeVisible({ timeout: 30_000 });
  await expect.poll(sentSoFar, { timeout: 30_000 }).toBeGreaterThan(50);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await page.waitForTimeout(1500);
  const paused = (await report()).ledger;
  await page.waitForTimeout(2500);
  expect((await report()).ledger.pending).toBe(paused.pending);
  expect(paused.pending).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Sent", { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  await expect.poll(async () => (await report()).ledger.pending, { timeout: 120_000 }).toBe(0);
});

test("the report adds up and says exactly what the simulated recipients did", async () => {
  test.setTimeout(240_000);
  await expect.poll(async () => (await simulator()).pending, { timeout: 200_000, intervals: [2000] }).toBe(0);
  const { counts, failed } = await simulator();
  expect(failed).toBe(0);
  // Bounces and complaints still pass through the inbound listener and the queue for a moment.
  const expected = {
    humanOpeners: counts.open,
    proxyOpeners: counts.proxy_open,
    botOpeners: counts.bot_open,
    humanClickers: counts.click,
    botClickers: counts.bot_click,
    bouncedHard: counts.bounce_hard! + counts.refuse!,
    bouncedSoft: counts.bounce_soft,
    complained: counts.complaint,
    unsubscribed: counts.unsubscribe,
  };
  await expect
    .poll(
      async () => {
        const { numbers } = await report();
        return Object.fromEntries(Object.keys(expected).map((name) => [name, numbers[name]]));
      },
      { timeout: 60_000 },
    )
    .toEqual(expected);
  const { ledger } = await report();
  expect(ledger.balanced).toBe(true);
  expect(ledger.audience).toBe(recipients);
  expect(
    ledger.delivered! + ledger.bounced! + ledger.failed! + ledger.suppressed! + ledger.skipped! + ledger.unconfirmed!,
  ).toBe(recipients);

  await page.goto(`${campaignPath}/report`);
  await expect(page.getByText(new Intl.NumberFormat("en").format(counts.open!)).first()).toBeVisible();
  await expect(page.getByText("2,000").first()).toBeVisible();
});

test("who bounced or complained is suppressed, who unsubscribed is off the list, and their pages say so", async () => {
  const contactPage = async (email: string) => {
    const { items } = await read<{ items: { id: string }[] }>(
      `/api/app/workspaces/acme-outdoor/contacts?query=${encodeURIComponent(email)}`,
    );
    await page.goto(`/acme-outdoor/contacts/${items[0]!.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  };
  await contactPage("bounce+1@people.example");
  await expect(page.getByText("No mail goes to this address")).toBeVisible();
  await contactPage("complain+1@people.example");
  await expect(page.getByText("No mail goes to this address")).toBeVisible();
  await contactPage("unsubscribe+1@people.example");
  await expect(page.getByText(/unsubscribed/i).first()).toBeVisible();
});

test("the next campaign leaves them out", async () => {
  const url = `/api/app/workspaces/acme-outdoor/campaigns/${campaignPath.split("/").at(-1)}/duplicate`;
  const { id } = (await (await page.request.post(url)).json()) as { id: string };
  await page.goto(`/acme-outdoor/campaigns/${id}?step=review`);
  const button = page.getByRole("button", { name: /^Send to/ });
  await expect(button).toBeVisible({ timeout: 30_000 });
  const { ledger, numbers } = await report();
  expect(ledger.audience).toBe(recipients);
  const left = Number((await button.textContent())!.replace(/\D/g, ""));
  expect(left).toBeLessThan(recipients - numbers.bouncedHard!);
});
