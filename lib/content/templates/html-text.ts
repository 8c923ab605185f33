import { toPlainText } from "react-email";
import { runTask, type Task } from "@/lib/base/threads/run-task";
import { msg } from "@/lib/language/t";
import { plainTextOptions } from "./plain-text";
import { keepSteering } from "./text-source";

/** Longer HTML is read in a thread: what makes the text of it is not ours. */
const inPlaceChars = 32 * 1024;

export const htmlTextTask: Task<string, string> = {
  name: "html-text",
  run: (html) => toPlainText(keepSteering(html.replace(/[\ue000-\ue003]/g, "")), plainTextOptions).trim(),
  deadlineMs: 4000,
  late: msg("The HTML takes too long to be read. Give the text of the mail too."),
};

/** The text part of finished HTML, in which nothing is a merge tag. Throws `invalid` when it takes too long. */
export async function plainTextOfHtml(html: string): Promise<string> {
  return html.length > inPlaceChars ? runTask(htmlTextTask, html) : htmlTextTask.run(html);
}
