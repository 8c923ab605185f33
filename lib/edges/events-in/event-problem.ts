import { unstorable } from "@/lib/base/http/storable-json";
import { MAX_EVENT_BYTES, MAX_EVENT_ID, MAX_EVENT_NAME } from "@/lib/events/custom/kinds.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import { words } from "@/lib/language/t";

/** Why a message cannot be kept whatever it means, in words; null when it can. `sharedBytes`: what its batch says for all counts for each. */
export function messageProblem(message: unknown, sharedBytes = 0): string | null {
  // How deep it goes comes first: whoever writes JSON of ten thousand levels runs out of stack.
  const problem = unstorable(message);
  if (problem) return problem;
  return Buffer.byteLength(JSON.stringify(message)) + sharedBytes > MAX_EVENT_BYTES
    ? `The message has more than ${MAX_EVENT_BYTES} bytes.`
    : null;
}

/** Why an event cannot be stored, in words; null when it can. */
export function eventProblem({ name, userId, anonymousId, email }: NewCustomEvent): string | null {
  if (name === "") return words("The event has no name.");
  if (name.length > MAX_EVENT_NAME) return `The name of the event has more than ${MAX_EVENT_NAME} characters.`;
  if (userId === null && anonymousId === null && email === null)
    return words("The message does not say whose event it is: it has neither userId nor anonymousId.");
  const isLong = [userId, anonymousId].some((id) => (id?.length ?? 0) > MAX_EVENT_ID);
  return isLong ? `The id of the person has more than ${MAX_EVENT_ID} characters.` : null;
}
