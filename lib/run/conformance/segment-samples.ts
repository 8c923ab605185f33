import path from "node:path";
import { z } from "zod";
import { readLines } from "./samples";

const json = z.record(z.string(), z.unknown());

/** A request of a client as it was recorded; the body is unpacked. */
const ClientRequest = z.object({
  id: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body_decoded: json.and(z.object({ batch: z.array(json).optional() })),
});
export type ClientRequest = z.infer<typeof ClientRequest>;

/** A message or a call that the specification shows. */
const SpecExample = z.union([
  z.object({ id: z.string(), message: json }),
  z.object({
    id: z.string(),
    call: z.enum(["identify", "track", "page", "screen", "group", "alias"]),
    arguments: z.array(z.unknown()),
  }),
]);
export type SpecExample = z.infer<typeof SpecExample>;

/** What a folder of this form holds. Throws where one file has a line that is none, or where both are empty. */
export function readSegmentSamples(dir: string): { requests: ClientRequest[]; examples: SpecExample[] } {
  const requests = readLines(path.join(dir, "client-requests.jsonl"), ClientRequest);
  const examples = readLines(path.join(dir, "spec-examples.jsonl"), SpecExample);
  if (requests.length + examples.length === 0)
    throw new Error(`${dir} holds neither client-requests.jsonl nor spec-examples.jsonl with lines in them.`);
  return { requests, examples };
}
