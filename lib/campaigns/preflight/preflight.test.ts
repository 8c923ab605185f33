import { describe, expect, test } from "vitest";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import type { Finding, PreflightFacts } from "./finding";
import { linkProblem } from "./link-problems";
import { checkFacts, mayLaunch } from "./rules";
import { scanHtml } from "./scan-html";

const footer = '<a href="{{ unsubscribe_url }}">Unsubscribe</a>';

const sound: PreflightFacts = {
  sender: { name: "Ada", email: "ada@shop.de", domainStatus: "verified" },
  transportRefusal: null,
  transport: "server",
  subject: "Spring is here",
  previewText: "Ten new things",
  postalAddress: "1 Main Street\nBerlin",
  html: `<p>Hello</p><a href="https://shop.de/spring">Look</a>${footer}`,
  text: "Hello",
  content: { written: "own", designPassages: [] },
  compileError: null,
  unnamedImages: null,
  unknownTags: [],
  emptyTags: [],
  audience: { chosen: true, total: 12, willReceive: 10 },
  trackingUrl: "https://t.shop.de",
  tracking: { opens: true, clicks: true },
};

const refusal = (code: TransportRefusal["code"]): TransportRefusal => ({ code, text: "Ask the operator." });
const check = (change: Partial<PreflightFacts>): Finding[] => checkFacts({ ...sound, ...change });
const level = (change: Partial<PreflightFacts>, code: string) =>
  check(change).find((found) => found.code === code)?.level;
const body = (html: string): Partial<PreflightFacts> => ({ html: `${html}${footer}` });

describe("pre-flight", () => {
  test("a sound campaign may be launched and every line is green", () => {
    const findings = check({});
    expect(findings.filter((found) => found.level !== "ok")).toEqual([]);
    expect(mayLaunch(findings)).toBe(true);
  });

  test.each<[string, Partial<PreflightFacts>]>([
    ["audience_empty", { audience: { chosen: false, total: 0, willReceive: 0 } }],
    ["audience_empty", { audience: { chosen: true, total: 9, willReceive: 0 } }],
    ["sender_missing", { sender: null }],
    ["domain_unverified", { sender: { name: "Ada", email: "ada@shop.de", domainStatus: "pending" } }],
    ["domain_failing", { sender: { name: "Ada", email: "ada@shop.de", domainStatus: "failing" } }],
    ["domain_missing", { sender: { name: "Ada", email: "ada@shop.de", domainStatus: null } }],
    ["domain_local", { sender: { name: "Ada", email: "ada@shop.test", domainStatus: "local" } }],
    ["transport_not_granted", { transport: "none", transportRefusal: refusal("transport_not_granted") }],
    ["workspace_suspended", { transport: "none", transportRefusal: refusal("workspace_suspended") }],
    ["mail_limit", { transport: "none", transportRefusal: refusal("mail_limit") }],
    ["transport_missing", { transport: "none" }],
    ["postal_address_missing", { postalAddress: " " }],
    ["tracking_local", { trackingUrl: "http://localhost:4000" }],
    ["subject_missing", { subject: "  " }],
    ["content_empty", { html: "", content: { written: "nothing", designPassages: [] } }],
    ["content_unwritten", { content: { written: "design", designPassages: [] } }],
    ["content_broken", { compileError: "unexpected end of tag" }],
    ["size_clipped", body("x".repeat(103 * 1024))],
    ["merge_tags_unknown", { unknownTags: ["contact.nmae"] }],
    ["unsubscribe_missing", { html: "<p>Hello</p>" }],
    ["link_empty", body('<a href="">Shop</a>')],
    ["link_placeholder", body('<a href="#">Shop</a>')],
    ["link_placeholder", body('<a href="https://example.com/">Shop</a>')],
    ["link_malformed", body('<a href="www.shop.de">Shop</a>')],
    ["link_local", body('<a href="http://localhost:3000/">Shop</a>')],
  ])("%s blocks the launch", (code, change) => {
    expect(level(change, code)).toBe("block");
    expect(mayLaunch(check(change))).toBe(false);
  });

  test.each<[string, Partial<PreflightFacts>]>([
    ["subject_long", { subject: "x".repeat(61) }],
    ["subject_shouting", { subject: "EVERYTHING MUST GO" }],
    ["preview_text_missing", { previewText: "" }],
    ["size_near_limit", body("x".repeat(95 * 1024))],
    ["merge_tag_empty", { emptyTags: [{ tag: "contact.first_name", count: 3, checked: 10, examples: ["bo@x.de"] }] }],
    ["link_insecure", body('<a href="http://shop.de/">Shop</a>')],
    ["alt_missing", body('<img src="https://shop.de/a.png">')],
    ["alt_missing", body('<a href="https://shop.de"><img src="https://shop.de/a.png" alt=""></a>')],
    ["alt_missing", { unnamedImages: ["https://shop.de/a.png"] }],
    ["image_insecure", body('<img src="http://shop.de/a.png" alt="A">')],
    ["feature_unsupported", body("<video></video>")],
    ["text_part_missing", { text: "" }],
    ["tracking_insecure", { trackingUrl: "http://t.shop.de" }],
  ])("%s warns and lets the launch pass", (code, change) => {
    expect(level(change, code)).toBe("warn");
    expect(mayLaunch(check(change))).toBe(true);
  });

  test("with the embedded mailbox neither domain, tracking address nor sample links stand in the way", () => {
    const findings = check({
      transport: "embedded",
      trackingUrl: "http://localhost:4000",
      sender: { name: "Ada", email: "ada@shop.de", domainStatus: "pending" },
      ...body('<a href="https://example.com">Shop</a>'),
    });
    expect(mayLaunch(findings)).toBe(true);
  });

  test("what blocks comes first", () => {
    const levels = check({ subject: "", previewText: "" }).map((found) => found.level);
    expect(levels).toEqual([...levels].sort((a, b) => "block warn ok".indexOf(a) - "block warn ok".indexOf(b)));
    expect(levels[0]).toBe("block");
  });

  test("a decorative image may have an empty alternative text", () => {
    expect(level(body('<img src="https://shop.de/line.png" alt="">'), "alt_missing")).toBeUndefined();
  });
});

describe("links", () => {
  test.each([
    ["https://shop.de/a?b=c", null],
    ["https://shop.de/{{ contact.id }}?q={{ contact.city | default: 'x' }}", null],
    ["{{ unsubscribe_url }}", null],
    ["#section", null],
    ["mailto:hello@shop.de", null],
    ["tel:+49301234", null],
    ["", "empty"],
    ["https://", "placeholder"],
    ["javascript:void(0)", "placeholder"],
    ["https://www.example.org/x", "placeholder"],
    ["http://192.168.1.4/x", "local"],
    ["https://nas.local/", "local"],
    ["https://intranet/", "malformed"],
    ["https://shop .de", "malformed"],
    ["http://shop.de", "insecure"],
  ])("%s → %s", (href, problem) => expect(linkProblem(href)).toBe(problem));
});

test("the scan reads links with their words, images and styles, and skips comments", () => {
  const scanned = scanHtml(
    `<!-- <a href="x">no</a> --><A HREF='https://a.de/?x=1&amp;y=2'>Big <b>sale</b><img src=b.png alt="now"></A><div style="display: grid">`,
  );
  expect(scanned.links).toEqual([{ href: "https://a.de/?x=1&y=2", label: "Big salenow" }]);
  expect(scanned.images).toEqual([{ src: "b.png", alt: "now", linked: true }]);
  expect(scanned.css).toContain("display: grid");
});
