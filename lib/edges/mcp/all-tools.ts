import { campaignTools } from "./campaign-tools";
import { changingTools } from "./changing-tools";
import { explainDelivery } from "./explain-delivery";
import { getDeliverability } from "./get-deliverability";
import { peopleTools } from "./people-tools";
import { sendRequestTools } from "./send-request-tools";
import type { Tool } from "./tool";
import { workspaceTool } from "./workspace-tool";

/** All that an assistant can do, in the order in which it is told: what changes nothing stands first. */
export const allTools: readonly Tool[] = [
  ...[workspaceTool, explainDelivery, getDeliverability],
  ...peopleTools,
  ...campaignTools,
  ...sendRequestTools,
  ...changingTools,
];
