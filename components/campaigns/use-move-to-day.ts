"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import { dateToWallTime, wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import { wallTimeOn } from "@/lib/campaigns/draft/usual-time.shared";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

export interface MoveToDay {
  /** Id of the campaign that is being moved. */
  moving: string | null;
  mayMove: (campaign: CampaignSummary) => boolean;
  /** `date` is YYYY-MM-DD in the workspace's zone. */
  move: (campaign: CampaignSummary, date: string) => void;
}

const shownMs = 10_000;

/**
 * Puts a scheduled campaign on another day at the same time of day, and offers the way back. A draft is opened at its schedule, with the day
 * and the usual time filled in: it leaves only after its review.
 */
export function useMoveToDay(usual: string): MoveToDay {
  const { api, can, format, path, timeZone } = useWorkspace();
  const router = useRouter();
  const [moving, setMoving] = useState<string | null>(null);

  async function reschedule({ id }: CampaignSummary, movedFrom: string, at: string): Promise<boolean> {
    setMoving(id);
    try {
      await api.put(`/campaigns/${id}/schedule`, { at, movedFrom });
      router.refresh();
      return true;
    } catch (error) {
      toast.error(errorMessage(error));
      router.refresh();
      return false;
    } finally {
      setMoving(null);
    }
  }

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
    if (!(await reschedule(campaign, before, at))) return;
    const undo = () => void reschedule(campaign, at, before);
    toast.success(t("“{name}” now leaves {time}.", { name: campaign.name, time: format.dateTimeZone(at) }), {
      duration: shownMs,
      action: { label: t("Undo"), onClick: undo },
    });
  }

  return {
    moving,
    mayMove: ({ status }) => status === "scheduled" && can("campaigns.send"),
    move: (campaign, date) => void move(campaign, date),
  };
}
