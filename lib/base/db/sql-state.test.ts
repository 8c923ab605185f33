import { expect, test } from "vitest";
import { refusedFor, sqlStateOf } from "./sql-state";

const error = (code: string, message = "made up") => Object.assign(new Error(message), { code });

test.each(["EPIPE", "EPERM", "P2002", "P2010", "ECONNREFUSED", "E_ABC", "not_found"])("%s is none", (code) => {
  expect(sqlStateOf(error(code))).toBeNull();
});

test.each([null, undefined, "23505", 23505, new Error("23505 duplicate key"), {}])("%s is none", (what) => {
  expect(sqlStateOf(what)).toBeNull();
});

test("what an error only quotes is not its state", () => {
  const quoting = error("42601", "at or near 23505: canceling statement due to statement timeout");
  expect(sqlStateOf(quoting)).toBe("42601");
  expect(refusedFor(quoting, "queryCanceled")).toBe(false);
});

test("an error that holds itself ends", () => {
  const round: { cause?: unknown } = {};
  round.cause = round;
  expect(sqlStateOf(round)).toBeNull();
});
