import path from "node:path";
import { z } from "zod";
import { suggestDomain } from "@/lib/base/addresses/domain-typo.shared";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { atMost } from "@/lib/run/measure/report";
import { findingsOf } from "./csv";
import type { Judgement, ModeOptions } from "./figures";
import { judgeEach, type SamplesJudged, same, type Verdict } from "./judge-each";
import { readLines } from "./samples";

const AddressSample = z.object({
  address: z.string(),
  expected: z.object({
    /** Null: a matter of policy. */
    valid_smtp_address: z.boolean().nullable(),
    ascii_email: z.string().optional(),
    ascii_domain: z.string().optional(),
  }),
  sources_disagree: z.boolean().optional(),
});
type AddressSample = z.infer<typeof AddressSample>;

const TypoSample = z.object({ domain: z.string(), expected: z.object({ suggestion: z.string().nullable() }) });
type TypoSample = z.infer<typeof TypoSample>;

/**
 * Addresses and misspelt domains against the product's own readers. Forms that are valid in SMTP and that no subscriber has (quoted local parts,
 * address literals, domains without a dot or with a number at their end, comments, names beside the address) have to be refused as bare addresses.
 */
export async function judgeAddresses({ dir, say }: ModeOptions): Promise<Judgement> {
  const addresses = readLines(path.join(dir, "addresses.jsonl"), AddressSample);
  const typos = readLines(path.join(dir, "domain-typos.jsonl"), TypoSample);
  if (addresses.length === 0) throw new Error(`${dir} holds no addresses.jsonl with samples in it.`);
  say(`${addresses.length} addresses, ${typos.length} domains`);
  const valid = addresses.filter(({ expected }) => expected.valid_smtp_address === true);
  const parts = {
    accepted: await judged(valid, judgeValid),
    refused: await judged(
      addresses.filter(({ expected }) => expected.valid_smtp_address === false),
      ({ address }) => bare(address) === null || { problem: `taken as ${bare(address)}` },
    ),
    unusual: await judged(valid.filter(isUnusual), ({ address }) => bare(address) === null || { problem: "taken" }),
    cells: await judged(addresses, judgeCell),
    suggestions: await judgeTypos(typos.filter(({ expected }) => expected.suggestion !== null)),
    leftAlone: await judgeTypos(typos.filter(({ expected }) => expected.suggestion === null)),
  };
  const { bars, ...findings } = findingsOf(parts, {
    accepted: "usual valid addresses taken as they are, percent",
    refused: "invalid addresses refused, percent",
    unusual: "valid forms that no subscriber has refused, percent",
    cells: "addresses found in a cell are bare and stay the same, percent",
    suggestions: "misspelt domains with the domain that was meant, percent",
    leftAlone: "right domains left alone, percent",
  });
  const wrong = parts.leftAlone.misread.length;
  return { ...findings, bars: [...bars, atMost("right domains that are called misspelt", wrong, 0)] };
}

function judged(
  samples: readonly AddressSample[],
  judge: (sample: AddressSample) => true | Verdict,
): Promise<SamplesJudged> {
  return judgeEach(
    samples,
    ({ address }) => JSON.stringify(address),
    (sample) => {
      if (sample.sources_disagree) return "left out";
      const verdict = judge(sample);
      return verdict === true ? "right" : verdict;
    },
  );
}

function judgeValid(sample: AddressSample): Verdict {
  if (isUnusual(sample)) return "left out";
  const found = parseEmailAddress(sample.address);
  if (!isEmailAddress(found)) return { problem: `refused: ${found.problem}` };
  const { ascii_email: email, ascii_domain: domain } = sample.expected;
  return same({ email: email && found.email, domain: domain && found.domain }, { email, domain });
}

/** What the strict reader takes, null when it refuses. Spaces around an address are none of it: such a text is no bare address. */
function bare(text: string): string | null {
  const found = parseEmailAddress(text);
  return isEmailAddress(found) && text.trim() === text ? found.email : null;
}

/** Whatever is found in a cell is an address by itself, and reading it again gives the same. */
function judgeCell({ address }: AddressSample): Verdict {
  const found = readAddress(address);
  if (!isEmailAddress(found)) return "left out";
  return same([bare(found.email), readAddress(found.email)], [found.email, found]);
}

function isUnusual({ address }: AddressSample): boolean {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return /["()[\]<>]/.test(address) || !domain.includes(".") || /\.\d+$/.test(domain);
}

function judgeTypos(samples: readonly TypoSample[]): Promise<SamplesJudged> {
  return judgeEach(
    samples,
    ({ domain }) => domain,
    ({ domain, expected }) => same(suggestDomain(domain), expected.suggestion),
  );
}
