import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { notFound } from "@/lib/base/errors";
import { commandLineName } from "@/lib/installation/command-line";
import { type Disagreement, verifyLedger } from "@/lib/reports/verify-ledger";
import { type AdminCommand, dataHelp, dataOption, type Given } from "./admin-command";
import { withMigrated } from "./with-installation";

/** Disagreements that are shown one by one. */
const MOST_SHOWN = 1000;

export interface LedgerVerification {
  workspaces: number;
  campaigns: number;
  disagreements: number;
  /** The first of them. */
  shown: Disagreement[];
}

/** Of one workspace, else of all. Throws `not_found`. */
export async function verifyLedgers(slug: string | undefined): Promise<LedgerVerification> {
  const workspaces = await prisma.workspace.findMany({
    where: slug === undefined ? {} : { slug },
    select: { id: true, slug: true },
    orderBy: { id: "asc" },
  });
  if (slug !== undefined && workspaces.length === 0) throw notFound("workspace");
  const result: LedgerVerification = { workspaces: workspaces.length, campaigns: 0, disagreements: 0, shown: [] };
  for (const workspace of workspaces) {
    for await (const found of verifyLedger(systemCtx(workspace.id, commandLineName), workspace.slug)) {
      if (found.campaign) result.campaigns += 1;
      result.disagreements += found.disagreements.length;
      result.shown.push(...found.disagreements.slice(0, MOST_SHOWN - result.shown.length));
    }
  }
  return result;
}

/** Says in words what disagrees. */
export function printLedgers({ workspaces, campaigns, disagreements, shown }: LedgerVerification): void {
  for (const { workspace, campaign, what, at, stored, counted } of shown)
    console.log(`${[workspace, campaign, what, at].filter(Boolean).join(" ")}: ${stored} is kept, ${counted} counted`);
  if (disagreements > shown.length) console.log(`And ${disagreements - shown.length} more.`);
  console.log(`Workspaces: ${workspaces}, campaigns: ${campaigns}, numbers that disagree: ${disagreements}.`);
}

async function run({ operands, values }: Given): Promise<number> {
  let result: LedgerVerification | undefined;
  await withMigrated(String(values.data), async () => {
    result = await verifyLedgers(operands[0]);
  });
  if (values.json) console.log(JSON.stringify(result));
  else printLedgers(result!);
  return result!.disagreements > 0 ? 1 : 0;
}

export const verifyLedgerCommand: AdminCommand = {
  summary: "counts the messages of every campaign once more and holds them to the numbers that reports show",
  operands: ["[SLUG]"],
  options: { ...dataOption, json: { type: "boolean" } },
  help: `Of one workspace by its short name, else of all. The audience, the totals and hours of each campaign, the days of each workspace. It changes
nothing and may run while mail is sent; counting reads every message once or twice. The status is 1 when a number disagrees.

${dataHelp}
  --json           one object, {workspaces, campaigns, disagreements, shown: [{workspace, campaign, what, at, stored, counted}]}, and nothing
                   else; at most ${MOST_SHOWN} are shown`,
  run,
};
