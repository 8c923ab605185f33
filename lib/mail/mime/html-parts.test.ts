import { expect, test } from "vitest";
import { cpuMs } from "@/tests/support/cpu-time";
import { htmlOf, withHtml } from "./html-parts";
import { readRawMail, writeRawMail } from "./raw-mail";

const read = (...lines: string[]) => readRawMail(Buffer.from(lines.join("\r\n"), "utf8"));
const changedText = (mail: ReturnType<typeof read>) =>
  writeRawMail(withHtml(mail, (html) => html.replace("old", "new"))).toString("utf8");

test("HTML in an 8-bit charset keeps its octets, whatever is put beside them", () => {
  const raw = Buffer.concat([
    Buffer.from("Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Gr", "latin1"),
    Buffer.from([0xf6, 0xdf]),
    Buffer.from("e old</p>\r\n", "latin1"),
  ]);
  const after = writeRawMail(withHtml(readRawMail(raw), (html) => html.replace("old", "new"))).toString("latin1");
  const [head = "", body = ""] = after.split("\r\n\r\n");
  expect(head).toContain("Content-Transfer-Encoding: base64");
  expect(Buffer.from(body, "base64").toString("latin1")).toBe("<p>Gr\xf6\xdfe new</p>\r\n");
});

test.each([
  ["a charset where ASCII does not stand for itself", ["Content-Type: text/html; charset=utf-16", "", "old"]],
  ["an encoding nobody knows", ["Content-Type: text/html", "Content-Transfer-Encoding: x-uuencode", "", "old"]],
  [
    "a signed part",
    ["Content-Type: multipart/signed; boundary=b", "", "--b", "Content-Type: text/html", "", "old", "--b--", ""],
  ],
  [
    "a carried mail",
    [
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "Content-Type: text/html",
      "",
      "old",
      "--b--",
      "",
    ],
  ],
  [
    "a boundary that never ends",
    ["Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/html", "", "old"],
  ],
  ["plain text", ["Content-Type: text/plain", "", "old"]],
])("what cannot be changed with certainty stays: %s", (_name, lines) => {
  const mail = read(...lines);
  expect(changedText(mail)).toBe(lines.join("\r\n"));
});

test("a boundary that begins with another one is told from it", () => {
  const inner = [
    "Content-Type: multipart/alternative; boundary=bb",
    "",
    "--bb",
    "Content-Type: text/html",
    "",
    "old",
    "--bb--",
  ];
  const mail = read("Content-Type: multipart/mixed; boundary=b", "", "--b", ...inner, "--b--", "");
  expect(htmlOf(mail)).toEqual(["old"]);
  expect(changedText(mail)).toContain("\r\n\r\nnew\r\n--bb--\r\n--b--\r\n");
});

test.each([
  ["blanks", ["Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable", "", " ".repeat(2_000_000)]],
  ["boundaries", ["Content-Type: multipart/mixed; boundary=b", "", "--b\r\n".repeat(400_000)]],
  ["parameters", [`Content-Type: multipart/mixed${"; ".repeat(100_000)}`, "", "x"]],
])("a mail of nothing but %s is read at once", async (_name, lines) => {
  const mail = read(...lines);
  expect(await cpuMs(() => htmlOf(mail))).toBeLessThan(1_500);
});
