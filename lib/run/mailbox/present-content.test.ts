import { expect, test } from "vitest";
import { presentContent } from "@/lib/run/mailbox/present-content";

const own = "http://homing.test";

function mail(html: string): Buffer {
  return Buffer.from(
    `Subject: Spring\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`,
  );
}

test("the tracking pixel is taken out, other pictures stay", async () => {
  const shown = await presentContent(
    mail(
      `<p>Hi</p><img src="${own}/assets/logo.png"><IMG width=1 src='${own}/t/o/abc.gif'><img src="${own}/t/o/a&amp;b.gif">`,
    ),
  );
  expect(shown.pixelsRemoved).toBe(2);
  expect(shown.frameHtml).toContain("/assets/logo.png");
  expect(shown.frameHtml).not.toContain("/t/o/");
});

test("the policy stands before anything of the mail and allows no script", async () => {
  const { frameHtml } = await presentContent(
    mail('<!DOCTYPE html><html><head><script>alert(1)</script></head><body onload="x()"><p>Hi</p></body></html>'),
  );
  expect(frameHtml).toMatch(/^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'/);
  expect(frameHtml?.indexOf("Content-Security-Policy")).toBeLessThan(frameHtml?.indexOf("<p>Hi</p>") ?? 0);
  expect(frameHtml).not.toMatch(/<script|onload|alert/);
  expect(frameHtml).not.toMatch(/script-src/);
});

test("links are listed once with their words, and ours are known", async () => {
  const { links } = await presentContent(
    mail(
      `<a href="${own}/t/c/x"><b>See</b> more</a><a href="https://shop.example/">Shop</a><a href="${own}/t/c/x">again</a>`,
    ),
  );
  expect(links).toEqual([
    { url: `${own}/t/c/x`, text: "See more", own: true },
    { url: "https://shop.example/", text: "Shop", own: false },
  ]);
});

test("addresses and words of links are shown as they are meant, not as HTML writes them", async () => {
  const { links } = await presentContent(
    mail('<a href="https://shop.example/?a=1&amp;b=2">Tom &amp; J&eacute;r&ocirc;me</a>'),
  );
  expect(links).toEqual([{ url: "https://shop.example/?a=1&b=2", text: "Tom & Jérôme", own: false }]);
});

test("pictures inside the mail become data URLs", async () => {
  const raw = Buffer.from(
    [
      "Content-Type: multipart/related; boundary=b",
      "",
      "--b",
      "Content-Type: text/html",
      "",
      '<img src="cid:logo@acme.test">',
      "--b",
      "Content-Type: image/gif",
      "Content-ID: <logo@acme.test>",
      "Content-Transfer-Encoding: base64",
      "",
      "R0lGODlhAQABAAAAACw=",
      "--b--",
      "",
    ].join("\r\n"),
  );
  expect((await presentContent(raw)).frameHtml).toContain("data:image/gif;base64,R0lGODlhAQABAAAAACw=");
});
