import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { classifyAgent, classifyUserAgent } from "./classify-agent";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
const GMAIL_PROXY = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const open = { event: "open" as const, method: "GET", occurredAt: at(60), deliveredAt: at(0) };
const click = { ...open, event: "click" as const };

test("a browser that loads the pixel is a human open", () => {
  expect(classifyAgent({ ...open, userAgent: CHROME })).toEqual({ actor: "human", reasons: [] });
});

test.each([
  [GMAIL_PROXY, "gmail_image_proxy"],
  ["YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "yahoo_mail_proxy"],
  ["Mozilla/5.0 SeznamEmailProxy/2.0.208", "seznam_mail_proxy"],
  ["Mozilla/5.0", "apple_mail_privacy"],
])("%s is a proxy open (%s), and a machine when it follows a link", (userAgent, reason) => {
  expect(classifyAgent({ ...open, userAgent })).toEqual({ actor: "proxy", reasons: [reason] });
  expect(classifyAgent({ ...click, userAgent })).toEqual({ actor: "bot", reasons: [reason] });
});

test("an empty user agent and a HEAD request are machines, with their reasons", () => {
  expect(classifyAgent({ ...open, userAgent: "" })).toEqual({ actor: "bot", reasons: ["no_user_agent"] });
  expect(classifyAgent({ ...click, userAgent: CHROME, method: "HEAD" })).toEqual({
    actor: "bot",
    reasons: ["head_request"],
  });
});

test("a click within two seconds of delivery is a machine, an open is not", () => {
  const early = { occurredAt: at(1), userAgent: CHROME };
  expect(classifyAgent({ ...click, ...early })).toEqual({ actor: "bot", reasons: ["seconds_after_delivery"] });
  expect(classifyAgent({ ...open, ...early }).actor).toBe("human");
  expect(classifyAgent({ ...click, ...early, deliveredAt: null }).actor).toBe("human");
});

test("a link fetched as a picture was not followed by a reader", () => {
  expect(classifyAgent({ ...click, userAgent: CHROME, accept: "image/*" }).reasons).toEqual(["link_fetched_as_image"]);
});

test("published lists of bots, scanners, browsers and mail programs are told apart", () => {
  const samples = readFileSync(
    new URL("../../../tests/fixtures/user-agents/user-agents.jsonl", import.meta.url),
    "utf8",
  )
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { ua: string; kind: string });
  const wanted = (kind: string) =>
    kind === "image-proxy" ? "proxy" : kind === "bot" || kind === "scanner" ? "bot" : "human";
  const right = (kind: string) => {
    const ofKind = samples.filter((sample) => sample.kind === kind);
    return ofKind.filter((sample) => classifyUserAgent(sample.ua).actor === wanted(kind)).length / ofKind.length;
  };
  expect(samples.length).toBeGreaterThan(300);
  expect(right("image-proxy")).toBe(1);
  expect(right("human-mail-client")).toBeGreaterThanOrEqual(0.98);
  expect(right("browser")).toBeGreaterThanOrEqual(0.98);
  expect(right("bot")).toBeGreaterThanOrEqual(0.98);
  expect(right("scanner")).toBeGreaterThanOrEqual(0.97);
});
