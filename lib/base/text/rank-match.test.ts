import { expect, test } from "vitest";
import { rankMatch } from "./rank-match.shared";

const order = (query: string, texts: string[]) =>
  texts
    .flatMap((text) => {
      const rank = rankMatch(text, query);
      return rank === null ? [] : [{ text, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text);

test("what is called so comes first, then what begins so, then words of it, then any part", () => {
  expect(order("news", ["Good newsman", "Fennews", "News", "Newsletter", "Other"])).toEqual([
    "News",
    "Newsletter",
    "Good newsman",
    "Fennews",
  ]);
});

test("accents, case and the order of words do not count", () => {
  expect(rankMatch("Käufer in Łódź", "lodz KAUFER")).not.toBeNull();
  expect(rankMatch("Straße", "STRASSE")).toBe(0);
});

test("keywords find what has another name, after everything else", () => {
  expect(rankMatch("Sending", "dkim", ["domains", "DKIM"])).toBe(4);
  expect(rankMatch("Sending", "kim", ["DKIM"])).toBeNull();
});

test("nothing typed finds nothing, and no text breaks it", () => {
  for (const query of ["", "  ", "\ud800", "🎉", "((", "x".repeat(10_000)])
    expect(rankMatch("Lists", query)).toBeNull();
});
