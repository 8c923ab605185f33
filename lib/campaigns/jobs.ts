import { cancelRemainingJob } from "./cancel-remaining";
import { launchScheduledJob } from "./launch-scheduled-job";
import { pickUpJob } from "./pick-up";
import { prepareCampaignJob } from "./prepare-job";
import { sweepTestsJob } from "./sweep-tests";

export const campaignsJobs = [prepareCampaignJob, launchScheduledJob, cancelRemainingJob, pickUpJob, sweepTestsJob];
