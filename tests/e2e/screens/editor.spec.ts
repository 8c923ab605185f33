import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { signIn } from "../support/sign-in";

const api = "/api/app/workspaces/fernway";
const samples = path.resolve(import.meta.dirname, "../../fixtures/paste");
const sample = (name: string) => readFileSync(path.join(samples, name), "utf8");
const redDot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

const line = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

/** Opens the content of a new campaign with these blocks. */
async function open(page: Page, ...blocks: object[]): Promise<Locator> {
  await signIn(page.request);
  const created = await page.request.post(`${api}/campaigns`, { data: { name: "Written in the editor" } });
  const { id } = (await created.json()) as { id: string };
  const { version } = (await (await page.request.get(`${api}/campaigns/${id}`)).json()) as { version: number };
  const document = { type: "doc", content: [{ type: "container", content: blocks }] };
  const written = await page.request.patch(`${api}/campaigns/${id}`, { data: { document, version } });
  expect(written.status()).toBe(200);
  await page.goto(`/fernway/campaigns/${id}?step=content`);
  const text = page.getByRole("textbox", { name: "Mail content" });
  await expect(text).toBeVisible({ timeout: 30_000 });
  return text;
}

const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

/** Pastes as a browser does it, with the formats that a program puts into the clipboard. */
const paste = (text: Locator, formats: Record<string, string>, file?: string) =>
  text.evaluate(
    (element, [types, bytes]) => {
      const data = new DataTransfer();
      for (const [type, value] of Object.entries(types)) data.setData(type, value);
      if (bytes) {
        const binary = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        data.items.add(new File([binary], "copied.png", { type: "image/png" }));
      }
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [formats, file] as const,
  );

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error("It is not on the screen");
  return found;
}

test.describe("on a desktop", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("the menu at a selection has a surface and stays off the bars", async ({ page }) => {
    const text = await open(page, line("Select these words"));
    // On the last word: the line itself is as wide as the mail.
    await text.getByText("Select these words").dblclick({ position: { x: 110, y: 12 } });
    const menu = page.getByRole("toolbar", { name: "Selected text" });
    await expect(menu).toBeVisible();
    await expect(menu).not.toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
    await expect(menu).toHaveCSS("border-top-width", "1px");
    expect((await box(menu)).height).toBeLessThan(48);
    await menu.getByRole("button", { name: "Bold" }).click();
    await expect(text.locator("strong")).toHaveText("words");
    const bold = page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name: "Bold" });
    await expect(bold).toHaveAttribute("aria-pressed", "true");
    await expect(bold).not.toHaveCSS("box-shadow", "none");
  });

  test("the slash menu lies over the toolbar and has the words of the other menus", async ({ page }) => {
    const text = await open(page, line("First"));
    await text.getByText("First").click();
    await page.keyboard.press("Home");
    await page.keyboard.type("/");
    const slash = page.getByRole("listbox", { name: "Blocks" });
    await expect(slash).toBeVisible();
    const words = await slash.getByRole("option").allTextContents();
    const over = await slash.evaluate((list) => {
      const { left, top } = list.getBoundingClientRect();
      return list.contains(document.elementFromPoint(left + 20, top + 20));
    });
    expect(over).toBe(true);
    await page.keyboard.press("Escape");
    await expect(slash).toBeHidden();
    await page.getByRole("button", { name: "Insert", exact: true }).click();
    const insert = (await page.getByRole("menuitem").allTextContents()).map((label) => label.trim());
    await page.keyboard.press("Escape");
    const styles = await page.getByRole("combobox", { name: "Text style" }).first().locator("option").allTextContents();
    expect(words).toEqual([...styles, "Bulleted list", "Numbered list", "Quote", ...insert]);
  });

  test("columns are written in at once, and what stays empty is not sent", async ({ page }) => {
    const text = await open(page, line("Before"));
    await text.getByText("Before").click();
    await page.getByRole("button", { name: "Insert", exact: true }).click();
    await page.getByRole("menuitem", { name: "Two columns" }).click();
    await page.keyboard.type("Left");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Right");
    await expect(text.locator(".node-column").nth(0)).toHaveText("Left");
    await expect(text.locator(".node-column").nth(1)).toHaveText("Right");
    await page.getByRole("button", { name: "Insert", exact: true }).click();
    await page.getByRole("menuitem", { name: "Card", exact: true }).click();
    await page.getByRole("tab", { name: "Preview" }).click();
    const mail = page.frameLocator("iframe[title='Mail on a desktop']");
    await expect(mail.getByText("Right")).toBeVisible();
    await expect(mail.locator(".hm-card")).toHaveCount(0);
  });

  test("a menu opens again while it is still fading out", async ({ page }) => {
    await open(page, line("Before"));
    await page.addStyleTag({ content: "[role=menu] { animation-duration: 20s !important }" });
    const insert = page.getByRole("button", { name: "Insert", exact: true });
    await insert.click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveAttribute("data-state", "closed");
    await insert.click();
    await expect(page.getByRole("menu")).toHaveAttribute("data-state", "open");
    await insert.click();
    await expect(page.getByRole("menu")).toHaveAttribute("data-state", "closed");
  });

  test("any block is dragged, and nothing is lost that is let go beside the mail", async ({ page }) => {
    const button = { type: "button", attrs: { href: "https://example.com" }, content: [{ type: "text", text: "Go" }] };
    const text = await open(page, line("One"), line("Two"), button);
    await text.getByText("Two").hover();
    const handle = page.getByRole("button", { name: "Move this block" });
    await handle.dragTo(text.getByText("One"), { targetPosition: { x: 4, y: 2 } });
    await expect(text.locator("p").first()).toHaveText("Two");
    await text.getByText("Go").click();
    const address = page.getByLabel("Button leads to");
    await expect(address).toBeVisible();
    await text.getByText("One").hover();
    await handle.dragTo(address);
    await expect(text).toContainText("TwoOneGo");
    // A click in the very moment in which the drag ends is no click yet.
    await expect(async () => {
      await text.getByText("Go").click();
      await expect(text.locator(".node-button")).toHaveCSS("outline-style", "solid", { timeout: 1000 });
    }).toPass();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(text).toContainText("TwoGoOne");
  });

  test("the button that the settings are about is outlined", async ({ page }) => {
    const button = { type: "button", attrs: { href: "https://example.com" }, content: [{ type: "text", text: "Go" }] };
    const text = await open(page, line("One"), button);
    await text.getByText("Go").click();
    await expect(text.locator(".node-button")).toHaveCSS("outline-style", "solid");
    await text.getByText("One").click();
    await expect(text.locator(".node-button")).not.toHaveCSS("outline-style", "solid");
  });

  test("there is room to write, and the state of saving and the next step stay in sight", async ({ page }) => {
    const text = await open(page, ...Array.from({ length: 40 }, (_, i) => line(`Line ${i}`)));
    const bars = await box(page.getByRole("toolbar", { name: "Formatting" }));
    const head = await box(page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) }));
    expect(bars.y + bars.height - head.y, "where the mail begins").toBeLessThan(180);
    await text.getByText("Line 39").scrollIntoViewIfNeeded();
    await text.getByText("Line 39").click();
    await page.keyboard.type("!");
    await expect(page.getByRole("button", { name: "Next: schedule" })).toBeInViewport();
    await expect(page.getByRole("status").filter({ hasText: /Sav/ })).toBeInViewport();
    await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeInViewport();
    await saved(page);
  });

  test("Tab stays in the text, Escape lets it go, and no letter leads away", async ({ page }) => {
    const text = await open(page, line("One"));
    await text.getByText("One").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    await page.keyboard.type("gc?");
    await expect(text).toContainText("Onegc?");
    await expect(page.getByText("Press Escape, then Tab")).toBeHidden();
    await page.keyboard.press("Tab");
    await expect(page.getByText("Press Escape, then Tab")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Tab");
    await expect(text).not.toBeFocused();
    await page.keyboard.type("gc");
    await expect(page).toHaveURL(/step=content/);
  });

  for (const [name, expected] of [
    ["word", { items: ["Warm socks", "of wool", "Tea", "Order today"], cell: "12 €" }],
    ["google-docs", { items: ["One", "One and a half", "Two"], cell: "9 to 5" }],
    ["outlook", { items: ["the plan and Ada", "first point", "second point"], cell: null }],
    ["web-page", { items: ["third", "deeper"], cell: null }],
    ["excel", { items: [], cell: "134591" }],
  ] as const) {
    test(`what comes from ${name} is saved, with its lists and tables`, async ({ page }) => {
      const text = await open(page, { type: "paragraph" });
      await text.click();
      await paste(text, { "text/html": sample(`${name}.html`), "text/plain": "as text" });
      const items = await text.locator("li > p:first-child").allTextContents();
      expect(items).toEqual([...expected.items]);
      if (expected.cell) await expect(text.locator("td", { hasText: expected.cell })).toBeVisible();
      if (name !== "excel") await expect(text.locator(".hm-note")).toContainText(/Left out: |shown from/);
      await saved(page);
      await page.reload();
      await expect(text).toBeVisible({ timeout: 30_000 });
      await expect(text.locator("li > p:first-child")).toHaveText([...expected.items]);
    });
  }

  test("a picture from Word comes along, and one that was copied beside text does not replace it", async ({ page }) => {
    const text = await open(page, { type: "paragraph" });
    await text.click();
    const word = { "text/html": sample("word.html"), "text/rtf": sample("word.rtf"), "text/plain": "as text" };
    await paste(text, word, redDot.toString("base64"));
    await expect(text.locator("img[alt='A red square']")).toHaveAttribute("src", /^\/assets\/wsp_/);
    await expect(text.locator("li").first()).toContainText("Warm socks");
    await saved(page);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("the bars leave the screen to the mail", async ({ page }) => {
    const text = await open(page, ...Array.from({ length: 30 }, (_, i) => line(`Line ${i}`)));
    await text.getByText("Line 20").scrollIntoViewIfNeeded();
    await text.getByText("Line 20").click();
    const bar = await box(page.getByRole("toolbar", { name: "Formatting" }));
    expect(bar.y + bar.height).toBeLessThan(110);
    await text.getByText("Line 0").evaluate((first) => first.scrollIntoView());
    const covered = await page.evaluate(() => {
      const { bottom } = document.querySelector("[data-editor-bar]")!.getBoundingClientRect();
      return document.querySelector(".ProseMirror p")!.getBoundingClientRect().top < bottom;
    });
    expect(covered, "the first line lies under the bar").toBe(false);
  });
});
