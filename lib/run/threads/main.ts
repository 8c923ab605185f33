import { parentPort } from "node:worker_threads";
import { toAppError } from "@/lib/base/http/error-response";
import type { Task, TaskAnswer } from "@/lib/base/threads/run-task";
import { factsTask } from "@/lib/campaigns/preflight/facts-task";
import { sampleTask } from "@/lib/campaigns/preflight/sample-task";
import { compileTask, previewTask, tagsTask } from "@/lib/content/templates/content-tasks";
import { htmlTextTask } from "@/lib/content/templates/html-text";
import { renderTask } from "@/lib/content/templates/render-task";
import { presentReplyTask } from "@/lib/inbound/replies/present-reply-task";
import { receivedContentTask, receivedOctetsTask } from "@/lib/inbound/replies/received-mail-task";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { type Speech, setFigures } from "@/lib/language/speech";
import { presentContentTask } from "@/lib/run/mailbox/present-content-task";

/** Entry of a thread that reads foreign content; it has no database and no secrets to lose but those of its process. */
const tasks = new Map<string, Task<never, unknown>>(
  [
    presentReplyTask,
    receivedContentTask,
    receivedOctetsTask,
    presentContentTask,
    previewTask,
    compileTask,
    tagsTask,
    htmlTextTask,
    renderTask,
    sampleTask,
    factsTask,
  ].map((task) => [task.name, task]),
);

async function answerOf(name: string, input: unknown): Promise<TaskAnswer> {
  try {
    const task = tasks.get(name);
    if (!task) throw new Error(`There is no task "${name}".`);
    return { ok: true, output: await task.run(input as never) };
  } catch (error) {
    const { code, message, fields } = toAppError(error);
    if (code === "internal") return { ok: false, failure: null, message: (error as Error)?.stack ?? String(error) };
    return { ok: false, failure: { code, message, fields }, message };
  }
}

/** In the words of whoever waits for the answer. */
function answerIn({ language, figures }: Speech, name: string, input: unknown): Promise<TaskAnswer> {
  return inLanguage(language, () => {
    setFigures(figures);
    return answerOf(name, input);
  });
}

learnLanguages();
parentPort?.on("message", async ({ name, input, speech }: { name: string; input: unknown; speech: Speech }) => {
  parentPort?.postMessage("begun");
  parentPort?.postMessage(await answerIn(speech, name, input));
});
