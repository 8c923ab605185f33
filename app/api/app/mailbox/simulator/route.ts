import { publicRoute } from "@/lib/base/routes/app-route";
import { requireMailbox, requireMailboxOperator } from "@/lib/run/mailbox/access";
import { SimulatorSettings, SummaryFilter } from "@/lib/run/mailbox/schema";
import { changeSpeed } from "@/lib/run/mailbox/settings";
import { simulatorState } from "@/lib/run/mailbox/summary";

/** GET ?since=&campaign=: speed and counts of the simulated recipients. */
export const GET = publicRoute(async ({ query, request }) => {
  await requireMailbox(request);
  return simulatorState(SummaryFilter.parse(query));
});

/** PUT { speed }: changes how quickly simulated recipients act. For operators, not for a guest with the key. */
export const PUT = publicRoute(async ({ body, request }) => {
  await requireMailboxOperator(request);
  await changeSpeed(SimulatorSettings.parse(body));
  return simulatorState();
});
