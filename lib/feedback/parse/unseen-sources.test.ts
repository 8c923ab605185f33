import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { judgeReplies } from "@/lib/run/conformance/replies";

/** Mails and replies that were labelled by their sources before the tables were measured on them. */
const read = (name: string) => fs.readFileSync(path.resolve("tests/fixtures/bounces", name));

test.each([
  ["baunsu-bounce_att.txt", "mango3438kaskdmdfklas@att.net", "block"],
  ["baunsu-bounce_cox.txt", "mango3438kaskdmdfklas@cox.com", "hard"],
  ["baunsu-bounce_spam.txt", "dev@sender.com", "block"],
  ["baunsu-bounce_earthlink.txt", "mango3438kaskdmdfklas@earthlink.net", "hard"],
  ["baunsu-bounce_me.txt", "mango3438kaskdmdfklas@me.com", "hard"],
  ["baunsu-bounce_postfix.txt", "mango-=#43@panda.com", "hard"],
])("%s: %s is %s", (file, address, kind) => {
  expect(parseInbound(read(file))).toMatchObject({ type: "bounce", recipients: [{ address, kind }] });
});

test("a mailbox that takes known senders only", () => {
  expect(parseInbound(read("baunsu-auto_earthlink.txt"))).toMatchObject({ type: "auto-reply" });
});

test("replies as their sources label them", () => {
  const { misread, bars } = judgeReplies({ dir: path.resolve("tests/fixtures/replies"), say: () => undefined });
  expect(misread).toEqual([]);
  expect(bars.length).toBeGreaterThan(0);
});
