"use client";

import dynamic from "next/dynamic";

// A campaign is shown in one of these ways at a time: none loads the script of the others. The wizard is no part of this: its steps
// come the same way, and what is fetched by what is fetched comes late.
export const DraftView = dynamic(() => import("./draft-view").then((module) => module.DraftView));
export const LiveProgress = dynamic(() => import("./live-progress").then((module) => module.LiveProgress));
export const ScheduledCampaign = dynamic(() =>
  import("./scheduled-campaign").then((module) => module.ScheduledCampaign),
);
