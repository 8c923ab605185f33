"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useDoWithUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { wallTimeOn } from "@/lib/campaigns/draft/usual-time.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";

export interface MoveToDay {
  /** Id of the campaign that is being moved. */
  moving: string | null;
  mayMove: (campaign: CampaignSummary) => boolean;
  /** `date` is YYYY-MM-DD in the workspace's zone. */
  move: (campaign: CampaignSummary, date: string) => void;
}

/**
 * Puts a scheduled campaign on another day at the same time of day, and offers the way back. A draft is opened at its schedule, with the day
 * and the usual time filled in: it leaves only after its review.
 */
export function useMoveToDay(usual: string): MoveToDay {
  const { api, can, format, path, timeZone } = useWorkspace();
  const router = useRouter();
  const doWithUndo = useDoWithUndo();
  const [moving, setMoving] = useState<string | null>(null);

  function openSchedule({ id }: CampaignSummary, date: string) {
    const at = wallTimeOn(date, usual, { now: new Date(), timeZone });
    router.push(path("/campaigns/[campaignId]", { campaignId: id, step: "schedule", at }));
  }

  async function move(campaign: CampaignSummary, date: string) {
    if (campaign.status === "draft") return openSchedule(campaign, date);
    const before = campaign.scheduledAt;
    if (!before || moving) return;
    const wall = dateToWallTime(new Date(before), timeZone);
    const at = wallTimeToDate(`${date}T${wall.slice(11)}`, timeZone)?.toISOString();
    if (!at || at === before) return;
    const put = (to: string, movedFrom: string) => api.put(`/campaigns/${campaign.id}/schedule`, { at: to, movedFrom });
    setMoving(campaign.id);
    await doWithUndo(
      () => put(at, before),
      t("“{name}” now leaves {time}.", { name: campaign.name, time: format.dateTimeZone(at) }),
      () => put(before, at),
    );
    setMoving(null);
  }

  return {
    moving,
    mayMove: ({ status }) => status === "scheduled" && can("campaigns.send"),
    move: (campaign, date) => void move(campaign, date),
  };
}
