import type { BrakeKind } from "./brake.shared";
import type { BrakeFinding, BrakeSettings } from "./brake-schema";

/** What became of the messages to one domain. */
export interface DomainOutcomes {
  domain: string;
  /** Messages with an outcome: taken, bounced or failed. Those that wait for another try have none yet. */
  of: number;
  hard: number;
  block: number;
  complaint: number;
}

/**
 * Fewer than these are an accident, whatever their share. For complaints it matters: of campaigns to 20,000 people with a
 * healthy 0.06 % every fifth has four among some thousand messages in a row, every seventieth has five.
 */
export const LEAST: Record<BrakeKind, number> = { hard: 5, complaint: 5, block: 5 };
/** Messages at one domain below which blocks there say nothing about it. */
const LEAST_AT_DOMAIN = 50;
const TOP = 5;

/** Whether the outcomes of the last messages pass a limit; null when they do not. Pure. */
export function judgeRecent(domains: readonly DomainOutcomes[], settings: BrakeSettings): BrakeFinding | null {
  const of = domains.reduce((sum, domain) => sum + domain.of, 0);
  for (const kind of ["hard", "complaint"] as const) {
    const count = domains.reduce((sum, domain) => sum + domain[kind], 0);
    const finding = passes(kind, count, of, settings);
    if (finding) return { ...finding, scope: "recent", topDomains: topDomains(domains, kind) };
  }
  return judgeBlocks(domains, settings);
}

/** Whether a count over the whole run passes its limit; null when it does not. Pure. */
export function judgeRun(kind: "hard" | "complaint", count: number, of: number, settings: BrakeSettings) {
  const finding = passes(kind, count, of, settings);
  return finding && { ...finding, scope: "all" as const };
}

function limitOf(kind: BrakeKind, settings: BrakeSettings): number {
  if (kind === "hard") return settings.hardPercent;
  return kind === "complaint" ? settings.complaintPercent : settings.blockPercent;
}

function passes(kind: BrakeKind, count: number, of: number, settings: BrakeSettings, minimum = settings.minimum) {
  const limit = limitOf(kind, settings);
  if (of < minimum || count < LEAST[kind] || count * 100 <= limit * of) return null;
  return { kind, rate: (count * 100) / of, limit, count, of };
}

/** The domain whose blocks pass the limit by most. Its messages are enough when they are a tenth of the window or 50. */
function judgeBlocks(domains: readonly DomainOutcomes[], settings: BrakeSettings): BrakeFinding | null {
  let worst: BrakeFinding | null = null;
  for (const domain of domains) {
    const finding = passes("block", domain.block, domain.of, settings, Math.min(settings.minimum, LEAST_AT_DOMAIN));
    if (!finding || (worst && worst.rate >= finding.rate)) continue;
    worst = {
      ...finding,
      scope: "recent",
      topDomains: [{ domain: domain.domain, count: domain.block, of: domain.of }],
    };
  }
  if (!worst) return null;
  const others = topDomains(domains, "block").filter(({ domain }) => domain !== worst.topDomains[0]?.domain);
  return { ...worst, topDomains: [...worst.topDomains, ...others].slice(0, TOP) };
}

function topDomains(domains: readonly DomainOutcomes[], kind: BrakeKind): BrakeFinding["topDomains"] {
  return domains
    .filter((domain) => domain[kind] > 0)
    .sort((a, b) => b[kind] - a[kind] || a.domain.localeCompare(b.domain))
    .slice(0, TOP)
    .map((domain) => ({ domain: domain.domain, count: domain[kind], of: domain.of }));
}
