import { isValidElement } from "react";
import { expect, test, vi } from "vitest";
import RootLayout from "./layout";

vi.mock("@fontsource-variable/inter/wght.css", () => ({}));
vi.mock("./globals.css", () => ({}));
vi.mock("next/headers", () => ({ cookies: async () => ({ get: () => undefined }) }));
vi.mock("@/lib/base/routes/page-context", () => ({
  currentSession: async () => {
    throw new Error("the database is away");
  },
}));

test("the frame of a page stands where nobody can be looked up, so that the page says what is wrong", async () => {
  expect(isValidElement(await RootLayout({ children: "the page" }))).toBe(true);
});
