import { expect, test } from "vitest";
import { inReplyToLines, referencesLines, threadOf } from "./thread";

const mail = (fields: Record<string, string>) => ({ header: (name: string) => fields[name] ?? null });

test("ids stay as they are, whatever they are made of, and the one that is answered stands last", () => {
  const thread = threadOf(
    mail({
      "message-id": "<CAF7x+Ab_=Q-9@mail.gmail.com>",
      references: "<A1$b/c@localhost>\r\n <X@[192.0.2.1]> <CAF7x+Ab_=Q-9@mail.gmail.com>",
      "in-reply-to": 'Your mail of "Monday" <X@[192.0.2.1]>',
    }),
  );
  expect(thread).toEqual(["A1$b/c@localhost", "X@[192.0.2.1]", "CAF7x+Ab_=Q-9@mail.gmail.com"]);
  expect(inReplyToLines(thread.at(-1))).toEqual(["In-Reply-To: <CAF7x+Ab_=Q-9@mail.gmail.com>"]);
  expect(referencesLines(thread)).toEqual([
    "References: <A1$b/c@localhost>\r\n <X@[192.0.2.1]>\r\n <CAF7x+Ab_=Q-9@mail.gmail.com>",
  ]);
});

test("of a long exchange the latest count, and what is answered is never cut off", () => {
  const references = Array.from({ length: 90 }, (_, index) => `<${index}@a.example>`).join(" ");
  const thread = threadOf(mail({ "message-id": "<Own@b.example>", references }));
  expect([thread.length, thread[0], thread.at(-2), thread.at(-1)]).toEqual([
    21,
    "70@a.example",
    "89@a.example",
    "Own@b.example",
  ]);
  expect(referencesLines(thread)[0]?.split("\r\n ")).toHaveLength(10);
});

test("a mail without ids has no thread, and what is none begins no line", () => {
  expect(threadOf(mail({}))).toEqual([]);
  expect(threadOf(mail({ references: "none <> < a@b.example >" }))).toEqual([]);
  expect(referencesLines(["a\r\nBcc: x@y.example"])).toEqual(["References: <aBcc:x@y.example>"]);
  expect(inReplyToLines(undefined)).toEqual([]);
});
