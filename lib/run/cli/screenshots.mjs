// Pictures of the README from a running demo: npm start -- --demo --port 4100, then node lib/run/cli/screenshots.mjs http://localhost:4100 [DATA]
import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./browser.mjs";
import { root, say } from "./install.mjs";

const base = process.argv[2] ?? "http://localhost:3000";
const data = path.resolve(root, process.argv[3] ?? ".data/demo");
const login = { email: "demo@homing.test", password: readFileSync(path.join(data, "demo-password"), "utf8").trim() };
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

async function signedIn(browser, options) {
  const context = await browser.newContext({ baseURL: base, ...options });
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  await context.request.post("/api/auth/callback/credentials", { form: { csrfToken, ...login, json: "true" } });
  return context;
}

async function picture(page, url, name) {
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(800);
  await page.screenshot({ path: path.join(root, "public/screenshots", `${name}.png`) });
  say(`${name}.png  ${url}`);
}

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: flags });
const context = await signedIn(browser, { viewport: { width: 1280, height: 800 }, colorScheme: "light" });
const page = await context.newPage();
await picture(page, "/fernway", "dashboard");
await page.goto("/fernway/campaigns");
const report = await page.getByRole("link", { name: "Summer sale" }).first().getAttribute("href");
await picture(page, `${report}/report`, "report");
const dark = await (await signedIn(browser, { viewport: { width: 1280, height: 800 }, colorScheme: "dark" })).newPage();
await dark.goto("/fernway/campaigns");
const draft = await dark.getByRole("link", { name: "Trail Notes 17" }).first().getAttribute("href");
await picture(dark, `${draft}?step=content`, "editor-dark");
await browser.close();
