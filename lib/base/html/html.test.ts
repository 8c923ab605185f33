import { describe, expect, test } from "vitest";
import { cleanHtml } from "./clean-html";
import { htmlPieces } from "./read-html";
import { textOfHtml } from "./text-of-html";

test("positions cut the source without a gap", () => {
  const source = `a &amp; b<p class=x title='a&lt;b' hidden data-x = "1" >t</p ><!-- c --></ y><br/><style>a<b</style>&nbsp;<a href="x`;
  const pieces = htmlPieces(source);
  expect(pieces.map(({ start, end }) => source.slice(start, end)).join("")).toBe(source);
  const open = pieces.find((piece) => piece.kind === "open");
  const values = open?.attributes.map((each) => [each.name, each.value, source.slice(each.valueStart, each.valueEnd)]);
  expect(values).toEqual([
    ["class", "x", "x"],
    ["title", "a<b", "a&lt;b"],
    ["hidden", "", ""],
    ["data-x", "1", "1"],
  ]);
  expect(pieces.at(-1)).toMatchObject({ kind: "unfinished" });
});

describe("what is shown of foreign HTML", () => {
  test.each([
    ["<p onclick=alert(1)>Hi</p>", "<p>Hi</p>"],
    ["<script>alert(1)</script>Hi", "Hi"],
    ["<scr<script>ipt>alert(1)</script>Hi", "ipt&gt;alert(1)Hi"],
    ["<svg><style><img src=x onerror=alert(1)></style></svg>Hi", "Hi"],
    ["<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""],
    ['<a href="java\nscript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href="&#106;avascript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href="\u0001javascript:alert(1)">x</a>', "<a>x</a>"],
    ['<a href="https://a.example/?a=1&amp;b=2">x</a>', '<a href="https://a.example/?a=1&amp;b=2">x</a>'],
    ['<img src="data:text/html,<script>">x', "x"],
    ["<img src=x.png alt='\"><script>'>", '<img src="x.png" alt="&quot;&gt;&lt;script&gt;">'],
    ['<meta http-equiv="refresh" content="0;url=https://x"><base href="//x"><link rel=stylesheet href=//x>Hi', "Hi"],
    ["<form action=//x><input value=1>Hi<button>go</button></form>", "Higo"],
    ["<iframe src=//x><p>no</p></iframe>Hi", "Hi"],
    ["<!--[if mso]><p>Outlook</p><![endif]--><p>Hi", "<p>Hi"],
    ["<style>p{color:red}</style><p style='color:red'>Hi", '<style>p{color:red}</style><p style="color:red">Hi'],
    ["<style>p{", "<style>p{</style>"],
    ["</div></table>Hi", "Hi"],
    ["a < b &lt;b&gt;", "a &lt; b &lt;b&gt;"],
  ])("%j becomes %j", (html, shown) => expect(cleanHtml(html).html).toBe(shown));

  test("depth and number of tags are bounded, the words stay", () => {
    const deep = cleanHtml(`${"<div>".repeat(10_000)}Hi${"</div>".repeat(10_000)}`).html;
    expect(deep.match(/<div>/g)?.length).toBe(256);
    expect(deep).toContain("Hi");
    const many = cleanHtml(`${"<b>x</b>".repeat(60_000)}<style><img onerror=x></style>`);
    expect(many.cut).toBe(true);
    expect(many.html).not.toContain("<img");
  });
});

test("text keeps addresses that reports write like tags, and neither styles nor comments", () => {
  expect(textOfHtml("<p>To <bob@example.com>: <b>gone</b><style>x</style><!-- y --></p>").trim()).toBe(
    "To <bob@example.com> : gone",
  );
});
