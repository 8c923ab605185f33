import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { defaultBrand } from "@/emails/theme";
import { builtinTemplates } from "./builtin-templates";
import { compileContent } from "./compile";
import { renderCompiled } from "./render-compiled";

/**
 * Draws the gallery's pictures of the built-in designs into public/templates/thumbs. Run it after a design changed:
 * `npx tsx lib/content/templates/make-thumbnails.ts`.
 */
async function makeThumbnails(): Promise<void> {
  const folder = join(process.cwd(), "public");
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage({ viewport: { width: 640, height: 800 }, deviceScaleFactor: 0.75 });
  await page.route("http://assets.test/**", (route) =>
    route.fulfill({
      body: readFileSync(join(folder, new URL(route.request().url()).pathname)),
      contentType: "image/png",
    }),
  );
  for (const template of builtinTemplates) {
    const compiled = await compileContent({
      ...template,
      brand: { ...defaultBrand, companyName: "Northwind" },
      assetBase: "http://assets.test",
      trackOpens: false,
      trackClicks: false,
    });
    const { html } = renderCompiled(compiled, {
      contact: { first_name: "Ada", email: "ada@example.com" },
      workspace: { name: "Northwind" },
      campaign: { name: template.name },
      urls: { click: () => "", pixel: "", unsubscribe: "#", preferences: "#", viewInBrowser: "#" },
    });
    await page.setContent(html, { waitUntil: "networkidle" });
    await page.screenshot({ path: join(folder, "templates", "thumbs", `${template.key}.png`) });
    if (process.env.FULL)
      await page.screenshot({ path: join(process.env.FULL, `${template.key}.png`), fullPage: true });
  }
  await browser.close();
}

await makeThumbnails();
