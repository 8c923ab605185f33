import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

const Expected = z.object({
  recipient: z.string().nullish(),
  enhanced_status: z.string().nullish(),
  action: z.string().nullish(),
  reason_raw: z.string().nullish(),
  kind: z.string().nullish(),
  feedback_type: z.string().nullish(),
  enhanced_status_synthetic: z.boolean().nullish(),
});
export type Expected = z.infer<typeof Expected>;

const Sample = z.object({
  file: z.string(),
  source_repo: z.string().nullish(),
  expected: Expected.nullish(),
  expected_all: z.array(Expected).nullish(),
  expected_error: z.string().nullish(),
  is_bounce: z.boolean().nullish(),
  kind_firm: z.boolean().nullish(),
  kind_disputed: z.boolean().nullish(),
  kind_scheme: z.string().nullish(),
  recipient_source: z.string().nullish(),
  same_message_as: z.string().nullish(),
});
export type Sample = z.infer<typeof Sample>;

/** Lines of a JSON-lines file as objects; an absent file has none. Throws with file and line where one cannot be read. */
export function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim());
  return lines.map((line, index) => {
    try {
      return schema.parse(JSON.parse(line));
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: ${error instanceof Error ? error.message : "not JSON"}`);
    }
  });
}

/** The labelled mails of a folder, those that only differ in line ends, and those without a label. */
export function readSamples(dir: string): { labelled: Sample[]; twins: Sample[]; unlabelled: Sample[] } {
  const read = (name: string) => readLines(path.join(dir, name), Sample);
  const labelled = read("expectations.jsonl");
  const twins = read("expectations-line-endings.jsonl");
  const unlabelled = [...read("expectations-fragments.jsonl"), ...read("unlabelled.jsonl")];
  if (labelled.length === 0) throw new Error(`${dir} holds no expectations.jsonl with samples in it.`);
  return { labelled, twins, unlabelled };
}
