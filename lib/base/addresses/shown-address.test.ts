import { expect, test } from "vitest";
import { shownAddress, shownDomain } from "./shown-address";

test("an international domain is shown as people write it, and nothing else is touched", () => {
  expect(shownAddress("ada@xn--bcher-kva.example")).toBe("ada@bücher.example");
  expect(shownDomain("news.xn--strae-oqa.example")).toBe("news.straße.example");
  expect(shownAddress("Ada.King@example.com")).toBe("Ada.King@example.com");
  expect(shownAddress("ada@xn--999999999.example")).toBe("ada@xn--999999999.example");
});
