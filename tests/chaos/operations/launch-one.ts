import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { makeCampaign, makeList, makeSender, makeWorkspace } from "@/tests/load/workspace";

// Run as a process of its own, for an upgrade in the folder of the release before: writes an audience and launches a campaign. Prints what
// it made as JSON.
const recipients = Number(process.argv[2]);
const ctx = await makeWorkspace("upgrade");
const senderId = await makeSender(ctx, "none");
const listId = await makeList(ctx, recipients);
const campaignId = await makeCampaign(ctx, { name: "Upgrade", senderId, listId, htmlBytes: 0 });
await launchCampaign(ctx, { campaignId });
console.log(JSON.stringify({ workspaceId: ctx.workspaceId, campaignId }));
process.exit(0);
