import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readLines } from "./samples";

const Exchange = z.object({
  method: z.string(),
  path: z.string(),
  request: z.json().nullish(),
  status: z.number(),
  response_headers: z.record(z.string(), z.unknown()).nullish(),
  response: z.json().nullish(),
});
/** A request and what Resend answered. */
export type Exchange = z.output<typeof Exchange>;

/** The exchanges of one test of the SDK with the real service, in their order. */
export interface Recording {
  file: string;
  exchanges: Exchange[];
}

const SuiteLine = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  request_headers: z.record(z.string(), z.string()).nullish(),
  body_kind: z.string().nullish(),
  request: z.json().nullish(),
  answer_of_the_test: z.object({ status: z.number(), body: z.json().nullish() }),
});
/** A request of the SDK in its own unit tests, with the answer that its authors made up. */
export type SuiteLine = z.output<typeof SuiteLine>;

/** What a folder of that form holds: `resend/recordings/*.json` and `resend/sdk-suite.jsonl`. Throws where it holds neither. */
export function readResendSamples(dir: string): { recordings: Recording[]; suite: SuiteLine[] } {
  const root = fs.existsSync(path.join(dir, "resend")) ? path.join(dir, "resend") : dir;
  const folder = path.join(root, "recordings");
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  const recordings = files.sort().map((file) => ({ file, exchanges: readExchanges(path.join(folder, file)) }));
  const suite = readLines(path.join(root, "sdk-suite.jsonl"), SuiteLine);
  if (recordings.length + suite.length === 0)
    throw new Error(`${dir} holds no recordings and no sdk-suite.jsonl of Resend.`);
  return { recordings, suite };
}

function readExchanges(file: string): Exchange[] {
  try {
    return z.array(Exchange).parse(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : "not JSON"}`);
  }
}
