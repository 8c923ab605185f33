import { readFileSync } from "node:fs";
import path from "node:path";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { type Case, compare } from "./case";

const file = "automatic-reply-did-not-receive.eml";

/** Absence notes with the null sender, whatever they say. */
export const automaticAnswer: readonly Case[] = [
  {
    name: "an automatic answer is no bounce",
    files: [file],
    run(dir) {
      const raw = readFileSync(path.join(dir, file));
      const { type } = parseInbound(raw, { from: "" });
      const said = raw
        .toString()
        .replace(/\r\n\r\n[\s\S]*/, "\r\n\r\nDelivery has failed. User unknown. Mailbox is full.\r\n");
      return compare({
        sample: [type, "auto-reply"],
        "other words": [parseInbound(Buffer.from(said), { from: "" }).type, "auto-reply"],
      });
    },
  },
];
