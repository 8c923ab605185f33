import { expect, test } from "vitest";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { base64Note, maskTokens } from "./mask-tokens";
import { encodeQuotedPrintable } from "./quoted-printable";
import { messageIdLeft, verpAddress } from "./verp";

const messageId = "01890a5d-ac96-774b-bcce-b302099a8058";
const tokens = messageTokens({ workspaceId: "01890a5d-ac96-774b-bcce-b302099a8057", messageId });
const urls = messageUrls(tokens);
const secrets = [
  ...Object.values(tokens),
  verpAddress("bounce", messageId, "x.example").split(/[+@]/)[1]!,
  messageIdLeft(messageId),
];
const body = `Hi\r\n${urls.unsubscribe} ${urls.click(3)} ${urls.viewInBrowser}\r\n<img src="${urls.pixel}">\r\n`;
const head = [
  `Return-Path: <${verpAddress("bounce", messageId, "x.example")}>`,
  `Message-ID: <${messageIdLeft(messageId)}@x.example>`,
  `List-Unsubscribe: <${urls.unsubscribe}>, <mailto:${verpAddress("unsubscribe", messageId, "x.example")}>`,
  "DKIM-Signature: v=1; b=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy",
  "Subject: Spring",
].join("\r\n");

const hides = (text: string) => {
  const plain = text.replace(/=\r?\n/g, "");
  for (const secret of secrets) expect(plain).not.toContain(secret.slice(8));
};

test("tokens of links and addresses are masked, whatever the part's encoding, and the rest stays as it came", () => {
  const plain = maskTokens(`${head}\r\n\r\n${body}`);
  hides(plain);
  expect(plain).toContain("Subject: Spring");
  expect(plain).toContain("DKIM-Signature: v=1; b=Zm9vYmFyZm9vYmFyZm9v");
  expect(plain).toContain(`/u/${tokens.unsubscribe.slice(0, 4)}***`);
  hides(maskTokens(encodeQuotedPrintable(body).toString()));
  const encoded = Buffer.from(body).toString("base64").replace(/.{76}/g, "$&\r\n");
  expect(maskTokens(`Content-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n\r\n--b--`)).toContain(base64Note);
  const picture = Buffer.alloc(600, "a picture ").toString("base64").replace(/.{76}/g, "$&\r\n");
  expect(maskTokens(`\r\n${picture}\r\n`)).toBe(`\r\n${picture}\r\n`);
});

test("links of system mail are masked too", () => {
  const secret = "Shyz_KGK53Fp4yXG0Dv7KVjZC2GiOjPuRlzj16ktF1Y";
  for (const path of ["/reset-password/", "/verify-email/", "/invite/", "/setup?key=", "/setup?key=3D"]) {
    expect(maskTokens(`https://x.example${path}${secret} now`)).toBe(`https://x.example${path}Shyz*** now`);
  }
});

test("a text without tokens is left alone, in time that grows with its length", () => {
  for (const text of [
    "",
    "/u/short",
    "a+b@x.example",
    "A".repeat(300_000),
    "/u/".repeat(100_000),
    "bounce+".repeat(50_000),
  ]) {
    expect(maskTokens(text)).toBe(text);
  }
});
