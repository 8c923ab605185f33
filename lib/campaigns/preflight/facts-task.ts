import { runTask, type Task } from "@/lib/base/threads/run-task";
import { msg } from "@/lib/language/t";
import type { Finding, PreflightFacts } from "./finding";
import { checkFacts } from "./rules";

export const factsTask: Task<PreflightFacts, Finding[]> = {
  name: "check-facts",
  run: checkFacts,
  deadlineMs: 8000,
  late: msg("The content takes too long to be checked. Make it shorter."),
};

/** Longer content is looked at in a thread: the rules read it several times. */
const inPlaceChars = 32 * 1024;

/** Applies every rule; see `checkFacts`. */
export async function checkFactsBounded(facts: PreflightFacts): Promise<Finding[]> {
  return facts.html.length > inPlaceChars ? runTask(factsTask, facts) : checkFacts(facts);
}
