import { systemCtx } from "@/lib/base/context";
import { commandLineName } from "@/lib/installation/command-line";
import { enforceRetention, type RetentionPlace } from "@/lib/retention/enforce-retention";
import { keptText, type RetentionKindName, retentionKind, retentionKindNames } from "@/lib/retention/kinds.shared";
import { countOld } from "@/lib/retention/preview-retention";
import { isAtWork, rowsOfRuns } from "@/lib/retention/runs";
import { readRetention } from "@/lib/retention/settings";
import { type AdminCommand, dataHelp, dataOption, type Given } from "./admin-command";
import { withMigrated } from "./with-installation";

interface Line {
  kind: RetentionKindName;
  /** In words. */
  kept: string;
  /** Days or months; null: for good. */
  keep: number | null;
  /** When it begins, after an upgrade; null: it has. */
  begins: string | null;
  /** Rows that would go, or that went. */
  rows: number;
}

async function linesWith(rowsOf: (kind: RetentionKindName, keep: number) => Promise<number>): Promise<Line[]> {
  const settings = await readRetention(systemCtx("", commandLineName));
  const lines: Line[] = [];
  for (const kind of retentionKindNames) {
    const { keep, begins } = settings.of(kind);
    const kept = keptText(retentionKind(kind).unit, keep);
    const rows = keep === null ? 0 : await rowsOf(kind, keep);
    lines.push({ kind, kept, keep, begins: begins?.toISOString() ?? null, rows });
  }
  return lines;
}

/** Nobody waits: it counts all. */
const dryRun = () =>
  linesWith(async (kind, keep) => {
    const limits = { most: Number.MAX_SAFE_INTEGER, until: Number.POSITIVE_INFINITY };
    return (await countOld(systemCtx("", commandLineName), { kind, keep, ...limits })).rows;
  });

async function enforce(): Promise<Line[]> {
  const ctx = systemCtx("", commandLineName);
  if (await isAtWork(ctx)) throw new Error("A worker is at it right now. Try again when it is through.");
  const before = await rowsOfRuns(ctx);
  let from: RetentionPlace | null = null;
  do from = await enforceRetention(ctx, { from });
  while (from);
  const after = await rowsOfRuns(ctx);
  return linesWith(async (kind) => (after.get(kind) ?? 0) - (before.get(kind) ?? 0));
}

function print(lines: readonly Line[], verb: string): void {
  for (const { kind, kept, begins, rows } of lines) {
    const from = begins ? `; begins on ${begins.slice(0, 10)}` : "";
    console.log(`${kind.padEnd(16)} kept ${kept.padEnd(10)} ${rows.toLocaleString("en")} rows ${verb}${from}`);
  }
}

async function run({ values }: Given): Promise<number> {
  await withMigrated(String(values.data), async () => {
    const isDry = values["dry-run"] === true;
    const lines = isDry ? await dryRun() : await enforce();
    if (values.json) console.log(JSON.stringify({ dryRun: isDry, kinds: lines }));
    else print(lines, isDry ? "would go" : "went");
  });
  return 0;
}

export const retentionCommand: AdminCommand = {
  summary: "removes now what is older than it is kept, or says what would go",
  operands: [],
  options: { ...dataOption, "dry-run": { type: "boolean" }, json: { type: "boolean" } },
  help: `What workers do every night, as Settings → Installation → Retention has it. It works in pieces of 1,000 rows and may be ended at any time.

${dataHelp}
  --dry-run        changes nothing and counts what would go
  --json           one object, {dryRun, kinds: [{kind, kept, keep, begins, rows}]}, and nothing else`,
  run,
};
