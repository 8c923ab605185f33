import { expect, test } from "vitest";
import { languages } from "@/lib/language/languages";
import { readableOn, relativeLuminance, safeColor } from "./brand";
import { html } from "./html";
import { maskEmail, messagePage, preferencesPage, unsubscribedPage, unsubscribePage, whyPage } from "./pages";
import { choosePageLanguage, PAGE_LANGUAGES, pageStrings } from "./strings";
import type { PageStrings } from "./texts/en";

const reader = {
  brand: { name: "Acme <& Sons>", logoUrl: null, accentColor: "#ffcc00", postalAddress: "1 Road\nTown" },
  language: "de" as const,
  email: maskEmail("jane@example.com"),
};

test("values are escaped, nested markup is not escaped twice", () => {
  expect(html`<b title="${`"'`}">${"<i>"}${[html`<i>`, "&"]}${null}${false}${0}</b>`.markup).toBe(
    '<b title="&quot;&#39;">&lt;i&gt;<i>&amp;0</b>',
  );
});

test("the unsubscribe page speaks the reader's language, masks the address and acts only by POST", () => {
  const page = unsubscribePage(reader, { lists: ["News <1>"], action: "/u/x", preferencesHref: "/u/x/preferences" });
  expect(page.body).toContain('<html lang="de" dir="ltr">');
  expect(page.body).toContain("j•••@example.com");
  expect(page.body).not.toContain("jane@");
  expect(page.body).toContain('<form method="post" action="/u/x">');
  expect(page.body).toContain("News &lt;1&gt;");
  expect(page.body).not.toContain("<& Sons>");
  expect(page.body).toContain("<footer>Acme &lt;&amp; Sons&gt;, 1 Road, Town</footer>");
});

test("no page has a script or a style the policy does not name", () => {
  const pages = [
    unsubscribePage(reader, { lists: ["a", "b"], action: "/u/x", preferencesHref: "/p" }),
    unsubscribedPage(reader, { fromAll: true, preferencesHref: "/p", whyAction: "/u/x" }),
    whyPage(reader, { kept: true, preferencesHref: "/p" }),
    preferencesPage(reader, {
      lists: [{ id: "1", name: "News", description: "Monthly", subscribed: true }],
      action: "/p",
      saved: true,
      suppressed: false,
    }),
    messagePage("en", "invalid"),
  ];
  for (const { body, headers } of pages) {
    expect(body).not.toMatch(/<script|style=|\son\w+=|STYLE/);
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'; style-src 'sha256-[\w+/]+=*'/);
    expect(headers["set-cookie"]).toBeUndefined();
  }
});

test("every language of the interface has every page, written the way that it runs", () => {
  expect([...PAGE_LANGUAGES].sort()).toEqual([...languages].sort());
  for (const language of PAGE_LANGUAGES) {
    const dir = language === "ar" ? "rtl" : "ltr";
    expect(messagePage(language, "gone").body).toContain(`<html lang="${language}" dir="${dir}">`);
  }
});

const placesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test.each(PAGE_LANGUAGES)("%s says everything, with the places of the English", (language) => {
  const [texts, english] = [pageStrings(language), pageStrings("en")];
  expect(Object.keys(texts)).toEqual(Object.keys(english));
  for (const [name, text] of Object.entries(texts)) {
    expect(text.trim(), name).not.toBe("");
    expect(placesIn(text), name).toEqual(placesIn(english[name as keyof PageStrings]));
    if (language !== "en") expect(text, name).not.toBe(english[name as keyof PageStrings]);
  }
});

test("in Arabic what is put in stands apart from the words around it", () => {
  const { body } = unsubscribePage(
    { ...reader, language: "ar", email: "a•••@example.com" },
    { lists: ["Product news"], action: "/u/x", preferencesHref: "/p/x" },
  );
  expect(body).toContain("\u2068a•••@example.com\u2069");
  expect(body).toContain("\u2068Product news\u2069");
});

test("the language is the contact's, else the browser's, else the workspace's, else English", () => {
  expect(choosePageLanguage({ contact: "fr-CA", acceptLanguage: "de", workspace: "es" })).toBe("fr");
  expect(choosePageLanguage({ acceptLanguage: "pl;q=0.9, es;q=0.4, de-AT;q=0.8", workspace: "fr" })).toBe("de");
  expect(choosePageLanguage({ acceptLanguage: "pl", workspace: "es" })).toBe("es");
  expect(choosePageLanguage({ acceptLanguage: "*;q=x" })).toBe("en");
  expect(choosePageLanguage({ contact: "pt-PT" })).toBe("pt-BR");
  expect(choosePageLanguage({ acceptLanguage: "ar-EG, ja;q=0.5" })).toBe("ar");
});

test("text on the brand colour reads at 4.5:1 whatever the colour", () => {
  for (const color of ["#000000", "#ffffff", "#ffcc00", "#767676", "#0000ff", "#ff0000", "#757575", "#2563eb"]) {
    const light = relativeLuminance(color);
    const on = relativeLuminance(readableOn(color));
    expect((Math.max(light, on) + 0.05) / (Math.min(light, on) + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
  expect(safeColor("red;}body{", "#111111")).toBe("#111111");
});
