import { expect, test } from "vitest";
import { failureReason, kindOfFailure } from "./failure-reason";

test.each([
  [
    "\nInvalid `prisma.$queryRaw()` invocation:\n\n\nRaw query failed. Code: `42883`. Message: `function random(integer, bigint) does not exist`",
    "function random(integer, bigint) does not exist",
  ],
  ['syntax error at or near "old"', 'syntax error at or near "old"'],
  ['invalid input syntax for type uuid: "ada lovelace"', "invalid input syntax for type uuid: …"],
  ["550 <ada@example.com> is unknown", "550 … is unknown"],
  ["connect ECONNREFUSED 10.0.0.7:5432", "connect ECONNREFUSED …"],
  ["getaddrinfo ENOTFOUND smtp.corp.example", "getaddrinfo ENOTFOUND …"],
  ["GET https://u:p@host/x failed", "GET … failed"],
  ["message 01990000-0000-7000-8000-000000000001 is gone", "message … is gone"],
  ["cmp_1BoatSLRHtKNngkdXEeobR does not exist", "… does not exist"],
  ["they said \u001b[2Jno\0 and \u009b1mno\t", "they said  [2Jno  and  1mno"],
  ["", "Error"],
])("%j is shown as %j", (message, shown) => expect(failureReason(new Error(message))).toBe(shown));

test("a long one is cut, and one that is no error has a reason too", () => {
  expect(failureReason(new Error("too long ".repeat(1000)))).toHaveLength(200);
  expect(failureReason("stopped")).toBe("stopped");
});

test("numbers do not make another failure", () => {
  expect(kindOfFailure("waited 20 s for lock 7")).toBe(kindOfFailure("waited 31 s for lock 12"));
  expect(kindOfFailure("no table")).not.toBe(kindOfFailure("no column"));
});
