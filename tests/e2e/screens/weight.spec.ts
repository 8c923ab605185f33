import http from "node:http";
import { expect, test } from "@playwright/test";
import { fill, moreViews, routes, sampleParams } from "../support/demo-pages";
import { signIn } from "../support/sign-in";

/** Script of a page's first view, as it goes over the line; charts and the editor come after it. */
const mostFirstScript = 200 * 1024;
/** All script of a page with the editor, the editor with it. */
const mostWithEditor = 450 * 1024;

const isWritten = (url: string) => /step=content|\/templates\/tpl_/.test(url);

/** How many bytes a browser receives for a file. */
const bytesOf = (url: URL) =>
  new Promise<number>((resolve, reject) => {
    const headers = { "accept-encoding": "gzip, deflate, br, zstd" };
    http
      .get(url, { headers }, (response) => {
        let bytes = 0;
        response.on("data", (piece: Buffer) => {
          bytes += piece.length;
        });
        response.on("end", () => resolve(bytes)).on("error", reject);
      })
      .on("error", reject);
  });

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;
/** The heaviest files, to know where to look. */
const heaviest = (files: [string, number][]) =>
  files
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([file, bytes]) => `${file.split("/").at(-1)} ${kilobytes(bytes)}`)
    .join(", ");

test("the first view of no page needs more script than a phone loads in a moment", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const sizes = new Map<string, number>();
  const measure = async (url: string) => {
    const answer = await page.request.get(url);
    expect(answer.status(), url).toBe(200);
    const html = await answer.text();
    // Those marked `nomodule` are for browsers that nobody has any more.
    const tags = [...html.matchAll(/<(?:script|link)\b[^>]*(?:src|href)="(\/_next\/static\/[^"?]+\.js)[^>]*>/g)];
    // A link of low priority is for what comes after the first view; what the view needs of them is a script of the page as well.
    const isFirst = (tag: string) => !/nomodule|^<link\b[^>]*fetchpriority="low"/i.test(tag);
    const scripts = new Set(tags.filter(([tag]) => isFirst(tag)).map(([, file]) => file!));
    for (const file of scripts) if (!sizes.has(file)) sizes.set(file, await bytesOf(new URL(file, baseURL)));
    const files = [...scripts].map((file): [string, number] => [file, sizes.get(file) ?? 0]);
    const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect.soft(files.length, `${url} was measured`).toBeGreaterThan(3);
    expect.soft(total, `${url} loads ${kilobytes(total)}: ${heaviest(files)}`).toBeLessThan(mostFirstScript);
  };
  for (const url of ["/sign-in", "/forgot-password"]) await measure(url);
  await signIn(page.request);
  const params = await sampleParams(page.request);
  for (const route of [...routes, ...moreViews]) await test.step(route, () => measure(fill(route, params)));
});

test("the editor is there before a phone has waited long", async ({ page }) => {
  await signIn(page.request);
  const params = await sampleParams(page.request);
  for (const url of [...routes, ...moreViews].map((route) => fill(route, params)).filter(isWritten)) {
    const files: [string, number][] = [];
    const note = async (request: import("@playwright/test").Request) => {
      if (request.resourceType() !== "script") return;
      files.push([request.url(), (await request.sizes()).responseBodySize]);
    };
    page.on("requestfinished", note);
    await page.goto("about:blank");
    await page.goto(url);
    await expect(page.getByRole("textbox", { name: "Mail content" })).toBeVisible();
    page.off("requestfinished", note);
    const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect.soft(files.length, `${url} was measured`).toBeGreaterThan(3);
    expect.soft(total, `${url} loads ${kilobytes(total)}: ${heaviest(files)}`).toBeLessThan(mostWithEditor);
  }
});
