import type { Kind, Reading } from "@/lib/run/conformance/read-sample";
import type { Expected, Sample } from "@/lib/run/conformance/samples";

/** Null where the label does not say: not asked, not counted. */
export interface Score {
  recipients: boolean | null;
  kind: boolean | null;
  enhanced: boolean | null;
}

/** What the labels ask of one mail, and whether the reading meets it. */
export function score(sample: Sample, reading: Reading): Score {
  const expected = expectedOf(sample);
  return {
    recipients: recipientsRight(expected, reading),
    kind: kindRight(sample, expected, reading),
    enhanced: enhancedRight(expected, reading),
  };
}

export function expectedOf(sample: Sample): Expected[] {
  if (sample.expected_error || !sample.expected) return [];
  return sample.expected_all?.length ? sample.expected_all : [sample.expected];
}

const plainAddress = (value: string) => value.replace(/^<|>$/g, "").toLowerCase();

/** The set of addresses, whatever their order; asked where the label names at least one. */
function recipientsRight(expected: readonly Expected[], { recipients }: Reading): boolean | null {
  const named = new Set(expected.flatMap((each) => (each.recipient ? [plainAddress(each.recipient)] : [])));
  if (named.size === 0) return null;
  const found = new Set(recipients.flatMap((each) => (each.address ? [each.address] : [])));
  return named.size === found.size && [...named].every((address) => found.has(address));
}

/** Asked where the label leaves no room for argument; a block counts as soft, as it never says that the mailbox is gone. */
function kindRight(sample: Sample, expected: readonly Expected[], reading: Reading): boolean | null {
  const asked = expected.filter((each) => each.kind);
  if (asked.length === 0 || sample.kind_firm === false || sample.kind_disputed) return null;
  return asked.every((each) => {
    const found = matching(each, expected, reading)?.kind ?? reading.kind;
    return (found === "block" ? "soft" : found) === kindAsked(each);
  });
}

/** A report about authentication (RFC 6591) is no spam complaint, also where one source counts every report as feedback. */
function kindAsked(each: Expected): string {
  return each.kind === "complaint" && each.feedback_type === "auth-failure" ? "other" : (each.kind ?? "");
}

/** Asked where the code stands in the mail and is not the source's own pseudo code. */
function enhancedRight(expected: readonly Expected[], reading: Reading): boolean | null {
  const asked = expected.filter(
    (each) =>
      each.enhanced_status && !each.enhanced_status_synthetic && /^[245]\.\d{1,3}\.\d{1,3}$/.test(each.enhanced_status),
  );
  if (asked.length === 0) return null;
  return asked.every((each) => matching(each, expected, reading)?.enhanced === each.enhanced_status);
}

function matching(
  each: Expected,
  expected: readonly Expected[],
  { recipients }: Reading,
): { kind: Kind; enhanced: string | null } | undefined {
  const address = each.recipient && plainAddress(each.recipient);
  const same = address ? recipients.find((one) => one.address === address) : undefined;
  return same ?? (expected.length === 1 ? recipients[0] : undefined);
}
