import { readFile } from "node:fs/promises";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { opensHydrated } from "../support/hydrated";
import { signIn } from "../support/sign-in";

// A marketer's day on the demo workspace; what is made here is taken away at the end.
test.describe.configure({ mode: "serial" });

const api = "/api/app/workspaces/fernway";
let page: Page;
const made: string[] = [];

test.beforeAll(async ({ browser }) => {
  page = opensHydrated(await browser.newPage());
  await signIn(page.request);
});
test.afterAll(async () => {
  for (const url of made) await page.request.delete(url);
  await page.close();
});

const json = async <T>(answer: Awaited<ReturnType<APIRequestContext["get"]>>): Promise<T> => {
  expect(answer.ok(), `${answer.url()}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
};

/** A draft from a built-in design to the demo's largest list, with a subject; its address. */
async function draftTo(listName: string, templateKey: string): Promise<string> {
  const { items } = await json<{ items: { id: string; name: string }[] }>(await page.request.get(`${api}/lists`));
  const list = items.find(({ name }) => name === listName)!;
  const { id } = await json<{ id: string }>(await page.request.post(`${api}/campaigns`, { data: { templateKey } }));
  made.push(`${api}/campaigns/${id}`);
  const audience = { include: { lists: [list.id] } };
  await json(await page.request.patch(`${api}/campaigns/${id}`, { data: { version: 1, subject: "Frost", audience } }));
  return `/fernway/campaigns/${id}`;
}

const step = (name: RegExp) => page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name });

test("a design as it came is neither done nor sent; a sentence of one's own makes it a mail", async () => {
  const draft = await draftTo("Trail Notes", "plain-letter");
  await page.goto(`${draft}?step=review`);
  await expect(page.getByText("The mail is still the design's sample")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: /^Send to/ })).toBeDisabled();
  await expect(step(/Audience/)).toHaveAccessibleName(/done/);
  await expect(step(/Content/)).not.toHaveAccessibleName(/done/);

  await step(/Content/).click();
  await page.locator(".ProseMirror p").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(" The first frost is here.");
  await expect(step(/Content/)).toHaveAccessibleName(/done/);
  await step(/Review/).click();
  await expect(page.getByText(/still the design's/)).toHaveText(/passages are still the design's/, { timeout: 30_000 });
});

test("as many as usual are asked about once, and no number is typed", async () => {
  await page.getByRole("button", { name: /^Send to/ }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Send campaign" })).toBeEnabled();
  await expect(dialog.getByRole("textbox")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("what is put right in the settings leads back to the step it was for", async () => {
  await step(/Content/).click();
  const before = page.url();
  await page.getByRole("link", { name: "settings", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/sending/);
  await page.getByRole("link", { name: "Back to the campaign" }).click();
  await expect(page).toHaveURL(before);
});

test("Enter takes the contact who was typed, also before anybody was found", async () => {
  const { items } = await json<{ items: { email: string }[] }>(await page.request.get(`${api}/contacts`));
  const { email } = items.at(-1)!;
  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("button", { name: /change whose eyes/ }).click();
  await page.getByPlaceholder("Search contacts…").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /change whose eyes/ })).toContainText(email);
});

test("records to publish name no host that exists on this machine only", async () => {
  const { id } = await json<{ id: string }>(
    await page.request.post(`${api}/domains`, { data: { name: "fernway-outdoor.com" } }),
  );
  made.push(`${api}/domains/${id}`);
  await page.goto("/fernway/settings/sending");
  const records = page.getByRole("list", { name: "DNS records of fernway-outdoor.com" });
  await expect(records.getByRole("listitem")).toHaveCount(5);
  await expect(records).not.toContainText(".test");
  await expect(records).toContainText("Its operator sets INBOUND_DOMAIN");
});

test("the mail itself stands on what is sent: its list, its page, its report", async () => {
  await page.goto("/fernway/campaigns");
  const row = page.getByRole("row", { name: /Club letter/ });
  await expect(row.frameLocator("iframe").getByText("Fernway Outdoor").first()).toBeAttached();
  await row.getByRole("link", { name: "Club letter", exact: true }).click();
  for (const where of ["page", "report"]) {
    await page.getByRole("button", { name: "Open the mail" }).click();
    const mail = page.getByRole("dialog").frameLocator('iframe[title="Mail on a desktop"]');
    await expect(mail.getByText("Fernway Outdoor").first(), where).toBeVisible();
    await page.keyboard.press("Escape");
    if (where === "report") continue;
    await page.getByRole("link", { name: "Report" }).click();
    // Both pages have such a button.
    await expect(page).toHaveURL(/\/report$/);
  }
});

test("designs are shown in the workspace's brand, and only what is near the screen is drawn", async () => {
  await page.goto("/fernway/campaigns/new");
  const first = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /^Newsletter/ }) });
  await expect(first.frameLocator("iframe").getByText("Fernway Outdoor").first()).toBeAttached();
  await page.setViewportSize({ width: 1280, height: 200 });
  await expect.poll(() => page.locator("iframe").count()).toBeLessThan(7);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("on a phone people come before filters, and tables keep their numbers", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/fernway/contacts");
  const first = page.getByRole("row").nth(1);
  expect((await first.boundingBox())!.y).toBeLessThan(480);
  await expect(page.getByLabel("Status", { exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabel("Status", { exact: true }).selectOption("confirmed");
  await expect(page.getByRole("button", { name: "Filters (1)" })).toBeVisible();
  await page.goto("/fernway/campaigns");
  await expect(page.getByRole("row", { name: /Club letter/ })).toContainText(/sent · [\d.]+% opened · [\d.]+% clicked/);
  const actions = page.getByRole("row", { name: /Club letter/ }).getByRole("button");
  const box = (await actions.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(390);
});

test("ticking people moves nothing, and a tag is picked from those there are", async () => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("/fernway/contacts");
  const row = page.getByRole("row").nth(2);
  const before = (await row.boundingBox())!.y;
  await row.getByRole("checkbox").check();
  await expect(page.getByText("1 contact selected")).toBeVisible();
  expect((await row.boundingBox())!.y).toBe(before);
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("button", { name: "Choose a tag" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: /^Remove the tag/ })).toBeVisible();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
});

test("segments and suppressions are in the side bar, and the dashboard's numbers lead to people", async () => {
  const sideBar = page.getByRole("navigation", { name: "Main" });
  await page.goto("/fernway");
  await expect(sideBar.getByRole("link", { name: "Segments" })).toBeVisible();
  const tiles = page.getByRole("region", { name: "Numbers of the period" });
  await expect(tiles.getByRole("link")).toHaveCount(8);
  await tiles.getByRole("link").nth(2).click();
  await expect(page).toHaveURL(/\/contacts\?rules=/);
  await expect(page.getByText(/^[\d,]+ contacts$/)).toBeVisible();
  await sideBar.getByRole("link", { name: "Suppressions" }).click();
  await expect(sideBar.getByRole("link", { name: "Suppressions" })).toHaveAttribute("aria-current", "page");
  await expect(sideBar.getByRole("link", { name: "Contacts" })).not.toHaveAttribute("aria-current", "page");
});

test("a campaign's new name is the title of its page at once", async () => {
  const draft = await draftTo("Trail Notes", "plain-letter");
  await page.goto(draft);
  await page.getByLabel("Campaign name").fill("Frost, at last");
  await expect(page).toHaveTitle(/^Frost, at last/);
});

test("numbers as in German bring no German words; the languages stand apart in the settings", async () => {
  const settings = (data: unknown) => page.request.patch(`${api}/settings`, { data });
  await json(await settings({ locale: "de" }));
  try {
    await page.goto("/fernway/settings");
    await expect(page.getByLabel("Your mails")).toHaveValue("");
    await expect(page.getByRole("link", { name: "Each person chooses their own, in their profile" })).toBeVisible();
    await page.goto("/fernway/campaigns");
    const row = page.getByRole("row", { name: /Club letter/ });
    await expect(row).toContainText(/\d\.\d{3} sent/);
    await expect(row).toContainText(/days? ago|weeks? ago|yesterday/);
  } finally {
    await json(await settings({ locale: "en-GB" }));
  }
});

test("refused rows are taken away, mended in their file, and imported as they are", async () => {
  const importFile = async (name: string, text: string, rows: number) => {
    await page.goto("/fernway/contacts/import");
    await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await expect(page.getByRole("button", { name: `Import ${rows} ` })).toBeVisible({ timeout: 30_000 });
  };
  await importFile(
    "walkers.csv",
    "E-mail,First name\nmended.ada@people.example,Ada\nmended.bob(at)people.example,Bob\n",
    2,
  );
  await page.getByLabel("How did these people agree?").selectOption("form");
  await page.getByLabel("Where, when and to which words?").fill("Sign-up form in the shop.");
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  const refused = page.getByRole("table", { name: "Refused rows by reason" });
  await expect(refused.getByRole("row")).toHaveCount(2, { timeout: 30_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the refused rows" }).click(),
  ]);
  const rows = await readFile(await download.path(), "utf8");
  expect(rows).toMatch(/mended\.bob\(at\)people\.example/);

  await importFile("mended.csv", rows.replace("(at)", "@"), 1);
  await expect(page.getByLabel("Where, when and to which words?")).toBeVisible();
  await page.getByLabel("How did these people agree?").selectOption("form");
  await page.getByLabel("Where, when and to which words?").fill("Sign-up form in the shop.");
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Refused rows by reason")).toHaveCount(0);
  await page.goto("/fernway/contacts?query=mended.bob@people.example");
  await page.getByRole("link", { name: "mended.bob@people.example" }).click();
  await expect(page.getByRole("heading", { name: "Bob" })).toBeVisible();
});

test("a note stays with a person, and their segments say why", async () => {
  await page.getByLabel("New note").fill("Asked for the map of the Mendips.");
  await page.getByRole("button", { name: "Add note" }).click();
  // A page that is left takes along what it has not sent yet.
  await expect(page.getByText("Asked for the map of the Mendips.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Asked for the map of the Mendips.")).toBeVisible();
  await page.getByText(/^Not in \d+ others?$/).click();
  await page.getByText("Why not? Frequent buyers").click();
  await expect(page.getByText("Orders is above “7”")).toBeVisible();
});

test("campaigns are ticked, labelled and found by their label; undo takes it back", async () => {
  await page.goto("/fernway/campaigns?tab=sent");
  await page.getByLabel("Select Autumn range").check();
  await page.getByLabel("Select Summer sale").check();
  const bar = page.getByRole("region", { name: "Selected campaigns" });
  await expect(bar).toContainText("2 campaigns selected");
  await bar.getByRole("button", { name: "Add label" }).click();
  await page.getByRole("button", { name: "Choose a label" }).click();
  await page.getByPlaceholder("Find or make a label…").fill("Seasons");
  await page.getByRole("option", { name: "Make “Seasons”" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Add label" }).click();
  await page.getByLabel("Label", { exact: true }).selectOption("Seasons");
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Nothing here has the label “Seasons”")).toBeVisible();
});

test("the list is put in order by a column, and the other way round", async () => {
  await page.goto("/fernway/campaigns?tab=sent");
  const names = () => page.getByRole("row").locator("a.font-medium").allTextContents();
  await page.getByRole("columnheader", { name: "Campaign" }).getByRole("link").click();
  await expect(page).toHaveURL(/sort=name/);
  const ascending = await names();
  expect(ascending[0]).toBe("Autumn range");
  await page.getByRole("columnheader", { name: "Campaign" }).getByRole("link").click();
  await expect(page).toHaveURL(/direction=desc/);
  await expect.poll(names).toEqual(ascending.toReversed());
});

test("a scheduled campaign is moved in the calendar by mouse and by key, and moved back", async () => {
  await page.goto("/fernway/campaigns?tab=scheduled");
  await page
    .getByRole("row", { name: /Winter gift guide/ })
    .getByRole("link", { name: "Winter gift guide" })
    .click();
  const when = await page.locator("p.text-lg").textContent();
  await page.goto("/fernway/campaigns?view=calendar");
  const entry = page.getByRole("link", { name: /Winter gift guide/ });
  if ((await entry.count()) === 0) await page.getByRole("link", { name: "Month after" }).click();
  const dayOf = () => entry.locator("xpath=ancestor::td").getAttribute("data-date");
  const first = await dayOf();
  const next = new Date(Date.parse(`${first}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const cell = page.locator(`td[data-date="${next}"]`);
  if ((await cell.count()) > 0) {
    await entry.dragTo(cell);
    await expect.poll(dayOf, { timeout: 20_000 }).toBe(next);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(dayOf, { timeout: 20_000 }).toBe(first);
  }
  await entry.press("Shift+ArrowDown");
  await expect(page.getByText(/now leaves/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.goto("/fernway/campaigns?tab=scheduled");
  await page
    .getByRole("row", { name: /Winter gift guide/ })
    .getByRole("link", { name: "Winter gift guide" })
    .click();
  await expect(page.locator("p.text-lg")).toHaveText(when ?? "");
});

test("a draft is put on a day of the calendar by mouse and by key, and opens at its schedule", async () => {
  await draftTo("Trail Notes", "plain-letter");
  await page.goto("/fernway/campaigns?view=calendar");
  const shelf = page.getByRole("complementary", { name: "Drafts" });
  const draft = shelf.getByRole("listitem").first();
  await page.getByRole("link", { name: "Month after" }).click();
  await page.waitForURL(/month=/);
  // The end of its first week is never over.
  const cell = page.locator("td[data-date]").nth(6);
  const date = await cell.getAttribute("data-date");
  await draft.dragTo(cell);
  await expect(page).toHaveURL(new RegExp(`step=schedule&at=${date}T\\d\\d%3A\\d\\d`));
  await expect(page.getByLabel("Date and time")).toHaveValue(new RegExp(`^${date}T`), { timeout: 20_000 });

  await page.goBack();
  await draft.getByRole("button", { name: /^Choose a day for/ }).focus();
  await page.keyboard.press("Enter");
  await page.locator("input[type=date]").fill("2099-03-02");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/step=schedule&at=2099-03-02T\d\d%3A\d\d/);
});

test("a reply is answered where it is read, and leaves", async () => {
  await page.goto("/fernway/replies?state=open");
  await page.locator("li").filter({ hasText: "Two places for Saturday" }).getByRole("link").click();
  await page.getByLabel(/^To /).fill("Two places are yours. Small dogs are very welcome.");
  await page.reload();
  await expect(page.getByLabel(/^To /)).toHaveValue(/Two places are yours/);
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("Sent", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Done", { exact: true })).toBeVisible();
  await expect(page.getByLabel(/^To /)).toHaveValue("");
});

test("who did not open gets it again by one press in the report, and the press is taken back", async () => {
  await page.goto("/fernway/campaigns?tab=sent");
  await page.getByRole("link", { name: "Club letter", exact: true }).click();
  await page.getByRole("link", { name: "Report" }).click();
  await page.getByRole("button", { name: "Resend to non-openers" }).click();
  await expect(page).toHaveURL(/\/campaigns\/cmp_\w+\?step=content/);
  await expect(page.getByLabel("Campaign name")).toHaveValue("Again: Club letter");
  await step(/Audience/).click();
  await expect(page.getByText("Did not open “Club letter”", { exact: true })).toBeVisible();
  await expect(page.getByText(/^[\d,]+$/).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(/\/report$/);
  await page.goto("/fernway/contacts/segments");
  await expect(page.getByText("Did not open “Club letter”", { exact: true })).toHaveCount(0);
});

test("segments say how many they find, and a campaign to them is begun on their page", async () => {
  await page.goto("/fernway/contacts/segments");
  const row = page.getByRole("row", { name: /Frequent buyers/ });
  await expect(row.getByRole("link", { name: /^[\d,]+ people in Frequent buyers$/ })).toBeVisible();
  await row.getByRole("link", { name: "Frequent buyers", exact: true }).click();
  await page.getByRole("link", { name: "Write to them" }).click();
  await page
    .getByRole("button", { name: /^Plain letter/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/campaigns\/cmp_/);
  made.push(`${api}/campaigns/${page.url().split("/").at(-1)!.split("?")[0]}`);
  await expect(page.getByRole("button", { name: /Frequent buyers/ })).toBeVisible();
});

test("the dashboard shows days of one's own, and says what they are compared with", async () => {
  await page.goto("/fernway?from=2026-01-01&to=2026-01-31");
  await expect(page.getByText(/compared with/)).toBeVisible();
  await page.getByRole("button", { name: "Custom" }).click();
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await expect(page.getByText("The last day is before the first.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Show these days" })).toBeDisabled();
});
