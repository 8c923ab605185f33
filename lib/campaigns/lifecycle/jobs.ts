import { prepareCampaignJob } from "@/lib/campaigns/freeze/prepare-job";
import { cancelRemainingJob } from "./cancel-remaining";
import { launchScheduledJob } from "./launch-scheduled-job";
import { pickUpJob } from "./pick-up";

export const campaignsJobs = [prepareCampaignJob, launchScheduledJob, cancelRemainingJob, pickUpJob];
