import fc from "fast-check";
import { expect, test } from "vitest";
import { messageTokens, messageUrls, readClickToken } from "./links";
import { loosePath, readLooseToken, tokensIn } from "./loose-token";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";
const ref = { workspaceId: "0198c0de-0000-7000-8000-0000000000aa", messageId: "0198c0de-0000-7000-8000-0000000000bb" };
const made = messageTokens(ref);
const urls = messageUrls(made);
const pieceOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
const click = (piece: string) => tokensIn(loosePath(piece), true).flatMap((token) => readClickToken(token) ?? []);

const taken = [
  ...[
    ")",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    ">",
    "<",
    '"',
    "'",
    "]",
    "}",
    "*",
    "_",
    "**",
    "__",
    "-",
    "--",
    "|",
    "`",
    "\\",
    "~",
  ],
  ...[
    ").",
    ">.",
    '">',
    "'>",
    "&amp;",
    "&gt;",
    "&quot;",
    "&",
    "=",
    "=0A",
    "=\n",
    "=\r\n",
    "%29",
    "%3E",
    "%22",
    "%20",
    " ",
    "\u00a0",
    "\u200b",
  ],
  ...[
    "…",
    "”",
    "»",
    "、",
    "。",
    "%E2%80%9D",
    "%",
    "%E2",
    "=3D",
    ")Thanks",
    ".Thanks",
    "]]>",
    "</a>",
    "%0D%0A",
    "&amp;amp;x=1",
  ],
];

test.each(taken)("a token with %j behind it is read", (tail) => {
  expect(readLooseToken("unsubscribe", loosePath(made.unsubscribe + tail))).toEqual(ref);
  expect(readLooseToken("open", loosePath(`${made.open}.gif${tail}`))).toEqual(ref);
  expect(click(pieceOf(urls.click(7)) + tail)).toContainEqual({ ...ref, linkNo: 7 });
  expect(click(pieceOf(urls.clickTo(7, "p/1?a=ü")) + tail)).toContainEqual({ ...ref, linkNo: 7, rest: "p/1?a=ü" });
});

test("a token that a mail program broke is put together", () => {
  const broken = (text: string, mark: string) => `${text.slice(0, 30)}${mark}${text.slice(30)}`;
  for (const mark of ["=\r\n", "=%0D%0A", "%20", "\n", "=", "%E2%80%8B"]) {
    expect(readLooseToken("view", loosePath(broken(made.view, mark)))).toEqual(ref);
    expect(click(broken(pieceOf(urls.clickTo(1, "x")), mark))).toContainEqual({ ...ref, linkNo: 1, rest: "x" });
  }
});

test("property: what was not made here is no token, whatever stands around it", () => {
  fc.assert(
    fc.property(fc.nat({ max: 63 }), fc.constantFrom(...taken), fc.string({ maxLength: 4 }), (at, tail, other) => {
      const forged = (token: string) => `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect(readLooseToken("unsubscribe", loosePath(forged(made.unsubscribe) + tail + other))).toBeNull();
      expect(click(forged(pieceOf(urls.clickTo(3, "x"))) + tail)).toEqual([]);
      expect(readLooseToken("view", loosePath(made.open + tail))).toBeNull();
    }),
  );
});

test("an address that was not carried from here is dropped, and the link still leads to its own", () => {
  const piece = pieceOf(urls.clickTo(3, "safe"));
  const other = Buffer.from("evil").toString("base64url");
  expect(click(piece.slice(0, piece.indexOf(".") + 17) + other)).toEqual([{ ...ref, linkNo: 3 }]);
  // The MAC covers the number: the end of one link's address is of no use behind another's.
  const moved = piece.slice(0, 64) + pieceOf(urls.click(4)).slice(64) + piece.slice(piece.indexOf("."));
  expect(click(moved)).toEqual([{ ...ref, linkNo: 4 }]);
});
