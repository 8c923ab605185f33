import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newsletter } from "@/emails/templates/newsletter";
import { defaultBrand } from "@/emails/theme";
import { cpuMs } from "@/tests/support/cpu-time";
import { type ContentInput, compileContent } from "./compile";
import { renderLinkUrl } from "./link-url";
import { type RecipientData, renderCompiled } from "./render-compiled";

const base: Omit<ContentInput, "html" | "document"> = {
  subject: "Hi",
  previewText: "",
  brand: { ...defaultBrand, companyName: "Acme", postalAddress: "1 Long Road" },
  assetBase: "https://mail.example.com",
  trackOpens: true,
  trackClicks: true,
};

const recipient = (contact: Record<string, unknown>): RecipientData => ({
  contact,
  workspace: { name: "Acme" },
  campaign: { name: "May" },
  urls: {
    click: (no) => `https://t.example.com/c/${no}?a=1&b=2`,
    pixel: "https://t.example.com/o/1",
    unsubscribe: "https://t.example.com/u/1",
    preferences: "https://t.example.com/p/1",
    viewInBrowser: "https://t.example.com/v/1",
  },
});

const code = (html: string, more: Partial<ContentInput> = {}) => compileContent({ ...base, html, ...more });
const sent = async (html: string, contact: Record<string, unknown>, more: Partial<ContentInput> = {}) =>
  renderCompiled(await code(html, more), recipient(contact));

describe("links", () => {
  test("web links become slots; mail, telephone, anchors and our own pages stay", async () => {
    const compiled = await code(
      '<body><a href="https://shop.example/a?x=1&amp;y=2"><b>Buy</b> now</a> <a href="mailto:a@b.example">Mail</a> ' +
        '<a href="tel:+49">Call</a> <a href="#top">Top</a> <a href="{{ preferences_url }}">Prefs</a> ' +
        '<a href="{{ unsubscribe_url }}">Bye</a></body>',
    );
    expect(compiled.links).toEqual([{ no: 0, url: "https://shop.example/a?x=1&y=2", label: "Buy now", tracked: true }]);
    const mail = renderCompiled(compiled, recipient({}));
    expect(mail.html).toContain('<a href="https://t.example.com/c/0?a=1&amp;b=2"><b>Buy</b> now</a>');
    expect(mail.html).toContain('href="mailto:a@b.example"');
    expect(mail.html).toContain('href="https://t.example.com/p/1"');
    expect(mail.html).toContain('href="#top"');
    expect(mail.text).toContain("Buy now (https://t.example.com/c/0?a=1&b=2)");
  });

  test("the same words to the same place are one link, a picture is named by its alternative text", async () => {
    const compiled = await code(
      '<a href="https://x.example/">Go</a><a href="https://x.example/">Go</a><a href="https://x.example/"><img src="https://x.example/i.png" alt="Lamp"></a>',
    );
    expect(compiled.links.map(({ no, label }) => ({ no, label }))).toEqual([
      { no: 0, label: "Go" },
      { no: 1, label: "Lamp" },
    ]);
  });

  test("without click tracking links are known but lead straight there", async () => {
    const compiled = await code('<a href="https://x.example/?a=1&amp;b=2">Go</a>', { trackClicks: false });
    expect(compiled.links).toEqual([{ no: 0, url: "https://x.example/?a=1&b=2", label: "Go", tracked: false }]);
    expect(renderCompiled(compiled, recipient({})).html).toContain('href="https://x.example/?a=1&amp;b=2"');
  });

  test("personal values in a tracked address are filled in when the click comes, encoded", async () => {
    const compiled = await code('<a href="https://x.example/hi/{{ contact.first_name }}?e={{ contact.email }}">Go</a>');
    expect(compiled.links[0]?.url).toBe("https://x.example/hi/{{ contact.first_name }}?e={{ contact.email }}");
    const data = { contact: { first_name: "a/b?c", email: "x+y@z.example" } };
    expect(renderLinkUrl(compiled.links[0]?.url ?? "", data)).toBe(
      "https://x.example/hi/a%2Fb%3Fc?e=x%2By%40z.example",
    );
  });

  test("an address whose host is a contact's value is never redirected to by us", async () => {
    const compiled = await code('<a href="{{ contact.site }}">Yours</a><a href="https://{{ contact.host }}/">Host</a>');
    expect(compiled.links).toEqual([]);
    expect(compiled.personalLinks.map((link) => link.label)).toEqual(["Yours", "Host"]);
    expect(renderLinkUrl("https://{{ contact.host }}/", { contact: { host: "evil.example" } })).toBeNull();
    const mail = renderCompiled(compiled, recipient({ site: "javascript:alert(1)", host: 'x.example/"><script>' }));
    expect(mail.html).toContain('<a href="">Yours</a>');
    expect(mail.html).not.toContain("<script>");
  });
});

describe("the pixel and the way out", () => {
  test("the pixel stands at the end of the body, and only when opens are tracked", async () => {
    expect((await sent("<html><body><p>Hi</p></body></html>", {})).html).toMatch(
      /<img src="https:\/\/t\.example\.com\/o\/1"[^>]*><\/body>/,
    );
    expect((await sent("<p>Hi</p>", {}, { trackOpens: false })).html).not.toContain("/o/1");
  });

  test("code without an unsubscribe link gets one, with the postal address", async () => {
    const compiled = await code("<p>Hi</p>");
    expect(compiled.usesUnsubscribe).toBe(true);
    const mail = renderCompiled(compiled, recipient({}));
    expect(mail.html).toContain('href="https://t.example.com/u/1"');
    expect(mail.html).toContain("1 Long Road");
    expect(mail.text).toContain("https://t.example.com/u/1");
  });

  test("a document always carries the footer", async () => {
    const compiled = await compileContent({ ...base, document: newsletter.document });
    const mail = renderCompiled(compiled, recipient({ first_name: "Ada" }));
    expect(mail.html).toContain("Hello Ada, here is");
    expect(mail.html).toContain('href="https://t.example.com/u/1"');
    expect(mail.html).not.toMatch(/\{\{|\{%/);
    expect(mail.text).not.toMatch(/\{\{|\{%|https:\/\/example\.com/);
    expect(compiled.bytes).toBeLessThan(102 * 1024);
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
  });
});

describe("what contacts bring", () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>&\r\nBcc: all@victim.example';

  test("is text in HTML, whatever filter the author asks for", async () => {
    const html =
      '<p title="{{ contact.x }}">{{ contact.x }}{{ contact.x | raw }}{{ contact.x | escape }}' +
      "{% assign y = contact.x %}{{ y }}{% capture z %}{{ contact.x }}{% endcapture %}{{ z }}{% for c in contact.list %}{{ c }}{% endfor %}</p>";
    const mail = await sent(
      html,
      { x: hostile, list: [hostile] },
      { subject: "Hi {{ contact.x }}", previewText: "{{ contact.x }}" },
    );
    expect(mail.html).not.toMatch(/<script|<img src=x/i);
    expect(mail.subject).toBe('Hi "><script>alert(1)</script><img src=x onerror=alert(1)>& Bcc: all@victim.example');
    expect(mail.text).toContain("<script>alert(1)</script>");
  });

  test("missing values take the fallback", async () => {
    const mail = await sent(
      '<p>Hi {{ contact.first_name | default: "there" }}</p>',
      { first_name: null },
      {
        subject: "{{ contact.first_name | default: 'You' }}!",
      },
    );
    expect(mail.html).toContain("Hi there");
    expect(mail.subject).toBe("You!");
  });

  test("property: no value ever becomes markup, a header or another address", { timeout: 180_000 }, async () => {
    const compiled = await code(
      '<p title="{{ contact.v }}">[{{ contact.v }}]</p><a href="https://x.example/?q={{ contact.v }}">a</a><a href="{{ contact.v }}">b</a>',
      { subject: "S {{ contact.v }}", trackClicks: false },
    );
    const shape = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const plain = shape(renderCompiled(compiled, recipient({ v: "plain" })).html);
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("<", ">", '"', "'", "&", "{", "}", "%", "\r", "\n", " ", "=", "a", "/", ":", "-"),
      }),
      fc.constantFrom(
        "{{ contact.email }}",
        "{% raw %}",
        "javascript:alert(1)",
        "\u2028x",
        "--><b>",
        "</a>",
        "&lt;b&gt;",
      ),
    );
    fc.assert(
      fc.property(nasty, (v) => {
        const mail = renderCompiled(compiled, recipient({ v, email: "secret@x.example" }));
        expect(shape(mail.html)).toEqual(plain);
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(mail.html).not.toContain("secret@x.example");
        expect(mail.html).not.toMatch(/href="\s*(?:javascript|vbscript|data):/i);
        const query = /href="https:\/\/x\.example\/\?q=([^"]*)"/.exec(mail.html)?.[1];
        expect(query).toMatch(/^[A-Za-z0-9%!'()*~._-]*$|&#39;/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("errors name the place and the tag", () => {
  test.each([
    [
      { subject: "{{ contact.x | shout }}" },
      /^In the subject, .*\{\{ contact\.x \| shout \}\}.*undefined filter: shout/,
    ],
    [{ previewText: "{% if x %}" }, /^In the preview text, .*if x.*not closed/],
    [{ html: "{% include 'x' %}" }, /^In the content, .*include/],
    [{ html: "{% echo contact.x %}" }, /^In the content, .*echo/],
    [
      { html: "<p id={{ contact.x }}>a</p>" },
      /^In the content, \{\{ contact\.x \}\} cannot be used in id without quotes/,
    ],
    [{ html: "<p {{ contact.x }}>a</p>" }, /cannot be used as the name of an attribute/],
    [{ html: '<p style="color:{{ contact.x }}">a</p>' }, /cannot be used in style/],
    [{ html: "<style>p{color:{{ contact.x }}}</style>" }, /cannot be used in a style/],
    [{ html: "<script>1</script>" }, /has a script/],
    [{ html: '<p onclick="x()">a</p>' }, /has a script in "onclick"/],
    [{ html: '<a href=" java&#39;script:x">a</a><a href="javascript:x">b</a>' }, /an address that mail clients refuse/],
    [{ html: "<iframe src='https://x.example'></iframe>" }, /has <iframe>/],
    [{ html: "   " }, /The content is empty/],
  ])("%j", async (input, message) => {
    await expect(compileContent({ ...base, html: "<p>Hi</p>", ...input })).rejects.toThrow(message);
  });

  test("a loop that would run for ever is stopped", async () => {
    const endless = "{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}";
    const compiled = await code(`<p>${endless}</p>`);
    expect(() => renderCompiled(compiled, recipient({}))).toThrow(/^In the content/);
  });
});

describe("hostile content", () => {
  test.each(["<!--", "<img ", "{{", "{%", "<a href=x>", '<a href="{{', "<style>", "<p title='"])(
    "%j, 200,000 times, takes no time to speak of",
    async (unit) => {
      const ms = await cpuMs(() => code(unit.repeat(200_000).slice(0, 1_000_000)).catch(() => null));
      expect(ms).toBeLessThan(10_000);
    },
    120_000,
  );

  test("a condition around an attribute hides no script and no address", async () => {
    await expect(code('<p {% if contact.x %}onclick="x()"{% endif %}>Hi</p>')).rejects.toThrow(/script/);
    await expect(code('<a {% if contact.x %}href="java&#10;script:x()"{% endif %}>Hi</a>')).rejects.toThrow(/refuse/);
  });

  test("a value in a tag that does not end is refused", async () => {
    await expect(code("<p>Hi</p><p title={{ contact.x }}")).rejects.toThrow(/cannot be used/);
  });
});
