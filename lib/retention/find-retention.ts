import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { type RetentionKindName, retentionKind, retentionKindNames } from "./kinds.shared";
import { SILENT_MS } from "./runs";
import type { RetentionItem, RetentionView } from "./schema";
import { readRetention } from "./settings";
import { type Growth, type TableGrowth, tableGrowth } from "./table-growth";

/** How long each kind is kept, how large it is and how it grows. Counts nothing. For the operator. */
export async function findRetention(ctx: Ctx): Promise<RetentionView> {
  await requireOperator(ctx);
  const [settings, growth, runs] = await Promise.all([
    readRetention(ctx),
    tableGrowth(ctx),
    ctx.db.retentionRun.findMany(),
  ]);
  const items = retentionKindNames.map((kind): RetentionItem => {
    const { keep, saidBy, begins } = settings.of(kind);
    const run = runs.find((one) => one.kind === kind);
    const isRunning = run?.finishedAt === null && ctx.now().getTime() - run.workedAt.getTime() < SILENT_MS;
    return {
      ...{ kind, keep, saidBy, begins: begins?.toISOString() ?? null },
      ...sizeOf(kind, growth),
      lastRun: run?.finishedAt ? { at: run.finishedAt.toISOString(), rows: Number(run.rows) } : null,
      isRunning,
    };
  });
  const all = sumOf([...growth.tables.values()]);
  return { items, measuredOn: growth.day, bytes: all.bytes, bytesPerMonth: all.bytesPerMonth };
}

function sizeOf(kind: RetentionKindName, growth: Growth): Pick<RetentionItem, "rows" | "bytes" | "bytesPerMonth"> {
  const tables = retentionKind(kind).measured.flatMap((name) => growth.tables.get(name) ?? []);
  return tables.length === 0 ? { rows: null, bytes: null, bytesPerMonth: null } : sumOf(tables);
}

function sumOf(tables: readonly TableGrowth[]): TableGrowth {
  const sum = (of: (table: TableGrowth) => number) => tables.reduce((total, table) => total + of(table), 0);
  const known = tables.some(({ bytesPerMonth }) => bytesPerMonth !== null);
  return {
    rows: tables.some(({ rows }) => rows === null) ? null : sum(({ rows }) => rows ?? 0),
    bytes: sum(({ bytes }) => bytes),
    bytesPerMonth: known ? sum(({ bytesPerMonth }) => bytesPerMonth ?? 0) : null,
  };
}
