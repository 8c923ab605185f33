import { expect, test } from "vitest";
import type { FoundItem } from "@/lib/finder/schema";
import { stillFitting } from "./use-finder";

const item = (label: string, detail = ""): FoundItem => ({ kind: "contact", id: label, label, detail, rank: 0 });

test("while something else is being looked for, what was found before is shown where it fits too, and as well as it does", () => {
  const found = [item("Anna Krüger", "anna@news.example"), item("News for Anna")];
  const ranked = (typed: string) => stillFitting(found, typed).map(({ label, rank }) => [label, rank]);
  expect(ranked("anna k")).toEqual([["Anna Krüger", 1]]);
  expect(ranked("news.ex").map(([label]) => label)).toEqual(["Anna Krüger"]);
  expect(ranked("news f")).toEqual([["News for Anna", 1]]);
  expect(ranked("bob")).toEqual([]);
});
