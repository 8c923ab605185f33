import path from "node:path";
import { z } from "zod";
import { signedHeaders } from "@/lib/edges/webhooks/sign";
import { standardHeaders, verifyStandardWebhook } from "@/lib/inbound/providers/standard-webhooks";
import { type Judgement, type ModeOptions, percent, type Share } from "@/lib/run/conformance/figures";
import { readLines } from "@/lib/run/conformance/samples";
import { atLeast, atMost } from "@/lib/run/measure/report";

const Line = z.object({
  id: z.string(),
  scheme: z.string(),
  secret: z.string(),
  body: z.string().nullish(),
  /** In place of a long body: a character, so many times. */
  body_repeat: z.object({ char: z.string(), count: z.number().int().max(10_000_000) }).nullish(),
  headers: z.record(z.string(), z.string()),
  /** Seconds since 1970 at which it is verified. */
  clock: z.number().nullish(),
  valid: z.boolean(),
});
type Line = z.infer<typeof Line>;

/** Other schemes sign other things, under other names. */
const AnyLine = z.looseObject({ scheme: z.string() });

/** Holds our signing and our verifying to signed requests that others have made (Standard Webhooks, Svix). Other schemes are left out. */
export function judgeSignatures({ dir, say }: ModeOptions): Judgement {
  const all = readLines(path.join(dir, "signatures.jsonl"), AnyLine);
  const lines = all.filter(({ scheme }) => scheme.startsWith("Standard Webhooks")).map((line) => Line.parse(line));
  if (lines.length === 0) throw new Error(`${dir} holds no signatures.jsonl with lines of Standard Webhooks in it.`);
  say(`${lines.length} signed requests, ${all.length - lines.length} of other schemes left out`);
  const misread: string[] = [];
  const verified = share(lines, isVerifiedRightly, misread, "verified wrongly");
  const signed = share(
    lines.filter(({ valid }) => valid),
    isSignedAlike,
    misread,
    "signed otherwise",
  );
  return {
    figures: { lines: lines.length, leftOut: all.length - lines.length, verified, signed },
    bars: [
      atLeast("rightly verified, percent", percent(verified), 100),
      atLeast("signed alike, percent", percent(signed), 100),
      atMost("misread", misread.length, 0),
    ],
    misread,
  };
}

function share(lines: readonly Line[], isRight: (line: Line) => boolean, misread: string[], what: string): Share {
  const wrong = lines.filter((line) => !isRight(line));
  misread.push(...wrong.map(({ id }) => `${id}: ${what}`));
  return { right: lines.length - wrong.length, of: lines.length };
}

function bodyOfLine({ body, body_repeat: repeat }: Line): string {
  return repeat ? repeat.char.repeat(repeat.count) : (body ?? "");
}

function isVerifiedRightly(line: Line): boolean {
  const now = new Date((line.clock ?? Number(standardHeaders(line.headers).timestamp)) * 1000);
  const rawBody = Buffer.from(bodyOfLine(line));
  const request = { method: "POST", url: "/", headers: line.headers, rawBody, now };
  return verifyStandardWebhook(request, line.secret).ok === line.valid;
}

/** The signature that we would send is one of those that came. */
function isSignedAlike(line: Line): boolean {
  const { id = "", timestamp, signature = "" } = standardHeaders(line.headers);
  const at = new Date(Number(timestamp) * 1000);
  const ours = signedHeaders({ id, at, body: bodyOfLine(line) }, [line.secret]);
  return signature.split(" ").includes(ours["webhook-signature"] ?? "");
}
