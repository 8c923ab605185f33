import { conflict } from "@/lib/base/errors";
import { msg, t } from "@/lib/language/t";

/** Where a campaign stands. `preparing` freezes the audience; `paused` keeps every waiting message. */
export const campaignStatuses = ["draft", "scheduled", "preparing", "sending", "paused", "sent", "cancelled"] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Everything that moves a campaign on. `reject` sends it back to its author when it can no longer be sent as it is. */
export const campaignActions = [
  "schedule",
  "unschedule",
  "launch",
  "reject",
  "begin",
  "pause",
  "resume",
  "finish",
  "cancel",
] as const;
export type CampaignAction = (typeof campaignActions)[number];

type Transitions = Record<CampaignAction, Partial<Record<CampaignStatus, CampaignStatus>>>;

/** The whole life of a campaign: action → status before → status after. `nextStatus` refuses every other move. */
export const campaignTransitions: Transitions = {
  schedule: { draft: "scheduled", scheduled: "scheduled" },
  unschedule: { scheduled: "draft" },
  launch: { draft: "preparing", scheduled: "preparing" },
  reject: { scheduled: "draft", preparing: "draft" },
  begin: { preparing: "sending" },
  pause: { sending: "paused" },
  resume: { paused: "sending" },
  finish: { sending: "sent" },
  cancel: { scheduled: "cancelled", preparing: "cancelled", sending: "cancelled", paused: "cancelled" },
};

/** `status` and `action` as they are named above. */
const refusedMove = msg(
  "This campaign is {status, select, draft {a draft} scheduled {scheduled} preparing {being prepared} sending {being sent} paused {paused} sent {already sent} other {cancelled}}, so it cannot be {action, select, schedule {scheduled} unschedule {unscheduled} launch {sent} reject {returned to draft} begin {started} pause {paused} resume {resumed} finish {finished} other {cancelled}}.",
);

/** Whether the action is possible now. */
export function canDo(status: CampaignStatus, action: CampaignAction): boolean {
  return campaignTransitions[action][status] !== undefined;
}

/** The statuses from which an action is possible; used as the guard of an update. */
export function statusesBefore(action: CampaignAction): CampaignStatus[] {
  return campaignStatuses.filter((status) => canDo(status, action));
}

/** The status after the action, or a conflict that says in words why it cannot be done. */
export function nextStatus(status: CampaignStatus, action: CampaignAction): CampaignStatus {
  const next = campaignTransitions[action][status];
  if (!next) throw conflict(t(refusedMove, { status, action }));
  return next;
}

/** True once nothing about the campaign will change any more. */
export function isFinal(status: CampaignStatus): boolean {
  return status === "sent" || status === "cancelled";
}

/** True while messages may leave or wait to leave: the page shows live progress. */
export function isUnderWay(status: CampaignStatus): boolean {
  return status === "preparing" || status === "sending" || status === "paused";
}
