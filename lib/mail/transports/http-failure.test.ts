import { expect, test } from "vitest";
import { readNoAnswer } from "./http-failure";

const failed = (cause: unknown) => Object.assign(new TypeError("fetch failed"), { cause });
const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test("only failures before there was a connection mean that nothing has left", () => {
  const all = new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")]);
  const before = [
    failed(coded("ECONNREFUSED")),
    failed(all),
    coded("ENOTFOUND"),
    failed(coded("UND_ERR_CONNECT_TIMEOUT")),
    new Error("@smithy/node-http-handler - the request socket did not establish a connection with the server"),
  ];
  expect(before.map((error) => readNoAnswer(error).mayHaveLeft)).toEqual(before.map(() => false));
  const after = [
    failed(coded("ECONNRESET")),
    failed(coded("UND_ERR_HEADERS_TIMEOUT")),
    failed(new AggregateError([coded("ECONNREFUSED"), coded("ECONNRESET")])),
    new DOMException("The operation timed out.", "TimeoutError"),
    new SyntaxError("Unexpected end of JSON input"),
    "odd",
  ];
  expect(after.map((error) => readNoAnswer(error).mayHaveLeft)).toEqual(after.map(() => true));
});

test("the innermost words are given", () => {
  expect(readNoAnswer(failed(coded("ECONNRESET"))).text).toBe("connect ECONNRESET");
});
