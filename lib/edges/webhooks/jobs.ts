import { removeDeliveriesJob } from "./delete-webhook";
import { replayStretchJob } from "./replay-stretch";

export const webhooksJobs = [removeDeliveriesJob, replayStretchJob];
