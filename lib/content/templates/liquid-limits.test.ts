import { expect, test } from "vitest";
import { defaultBrand } from "@/emails/theme";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { compileContent } from "./compile";
import { compiledBody, tokenList, writeBody } from "./compiled-body";
import { liquidData, renderCompiled } from "./render-compiled";

const brand = { ...defaultBrand, companyName: "Acme", postalAddress: "1 Long Road" };
const tokens = messageTokens({
  workspaceId: "0198c0de-0000-7000-8000-0000000000aa",
  messageId: "0198c0de-0000-7000-8000-0000000000bb",
});
const settings = { workspace: { name: "W" }, campaign: { name: "C" } };

/** Both ways in which a mail is made: as text, and straight into the octets of a message. */
async function make(html: string): Promise<void> {
  const compiled = await compileContent({
    ...{ html, subject: "S", previewText: "", brand, assetBase: "https://m.test", trackOpens: true, trackClicks: true },
  });
  const data = { contact: { city: "x".repeat(100) }, ...settings, urls: messageUrls(tokens) };
  expect(() => renderCompiled(compiled, data)).toThrow(/repeats or writes far too much/);
  const writer = new MessageWriter(new MessageArena(0), tokenList(tokens), 100);
  const body = compiledBody(compiled, { ...settings, trackClicks: true });
  expect(() => writeBody(body, writer, { contact: data.contact }, () => liquidData(compiled, data))).toThrow(
    /repeats or writes far too much/,
  );
}

const doubled = `{% assign x = contact.city %}${"{% assign x = x | append: x %}".repeat(20)}`;

test.each([
  "{% for i in (1..5000000) %}x{% endfor %}",
  "{% for i in (1..1000) %}{% for j in (1..1000) %}{% assign y = j %}{% endfor %}{% endfor %}",
  "{% for i in (1..900) %}{% for j in (1..900) %}{{ j }}{% endfor %}{% endfor %}",
  doubled,
  `{% capture x %}{{ contact.city }}{% endcapture %}${"{% capture x %}{{ x }}{{ x }}{% endcapture %}".repeat(20)}`,
  `{% assign s = contact.city %}{% for i in (1..12) %}{% assign s = s | append: s %}{% endfor %}{% for i in (1..99) %}{{ s }}{% endfor %}`,
  `{% for i in (1..50000) %}<p>The same words for everybody, long enough to be a run of their own in the message.</p>{% endfor %}`,
  `{% assign a = "a," %}{% for i in (1..21) %}{% assign a = a | append: a %}{% endfor %}{% assign b = a | split: "," %}{{ b.size }}`,
])("ends soon, in words: %s", async (html) => {
  // The processor's time, not the clock's: other tests run beside this one.
  const before = process.cpuUsage();
  await make(html);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2_000);
});

test("a long catalogue is well within the limit", async () => {
  const row = "<tr><td>{{ i }}</td><td>{{ contact.city | upcase | default: 'x' }}</td></tr>";
  const html = `<table>{% for i in (1..500) %}${row}{% endfor %}</table>`;
  const compiled = await compileContent({
    ...{ html, subject: "S", previewText: "", brand, assetBase: "https://m.test", trackOpens: true, trackClicks: true },
  });
  const data = { contact: { city: "x".repeat(100) }, ...settings, urls: messageUrls(tokens) };
  expect(renderCompiled(compiled, data).html.length).toBeGreaterThan(60_000);
});
