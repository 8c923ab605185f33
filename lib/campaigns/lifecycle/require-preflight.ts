import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import { t } from "@/lib/language/t";
import type { AudienceEstimate } from "@/lib/people/audiences/audience.shared";
import { pauseTexts } from "@/lib/sending/campaign/pause-texts";

/** A campaign is not ready to be sent; `fields` has each finding that stops it, by its code. */
export class PreflightFailed extends AppError {
  override name = "PreflightFailed";
}

/**
 * Throws `PreflightFailed` (`invalid`) with every blocking finding, by its code, unless the campaign may be launched as it stands. Who may launch one needs no
 * right to read it for that. Gives how many it is for.
 */
export async function requirePreflight(ctx: Ctx, campaignId: string): Promise<AudienceEstimate> {
  const { findings, estimate } = await runPreflight(
    { ...ctx, actor: { type: "system", name: ctx.actor.name } },
    campaignId,
    {
      launching: true,
    },
  );
  const blockers = findings.filter((finding) => finding.level === "block");
  const [first, ...others] = blockers;
  if (!first) return estimate;
  const text = others.length === 0 ? pauseTexts.problem : pauseTexts.problems;
  throw new PreflightFailed(
    "invalid",
    t(text, { problem: first.title, count: others.length }),
    Object.fromEntries(blockers.map((finding) => [finding.code, finding.title])),
  );
}
