import { runTask, type Task } from "@/lib/base/threads/run-task";
import { type LinkedMessage, messageTokens, messageUrls } from "@/lib/content/links/links";
import { msg } from "@/lib/language/t";
import type { CompiledContent } from "./compile";
import { renderLinkUrl } from "./link-url";
import { plainRuns } from "./plain-runs";
import { renderCompiled } from "./render-compiled";

/** A mail to be shown once more. Plain data, because it changes threads. */
export interface ShownMail {
  compiled: CompiledContent;
  contact: Record<string, unknown>;
  workspace: { name: string };
  campaign: { name: string };
  /** What a program gave, of a mail made of a template. */
  values?: Readonly<Record<string, unknown>>;
  /** Stands for the address of the recipient's own way out, where one is made later. */
  wayOut?: string;
  /** The message whose tracked links and pages it shows; null: links lead straight to their targets and act for nobody. */
  ref: LinkedMessage | null;
}

/** Stands in for the pixel: looking here is an open already, or none. */
const NO_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const NOWHERE = "#";

function urlsOf({ ref, compiled, wayOut = NOWHERE, ...values }: ShownMail) {
  if (ref) return { ...messageUrls(messageTokens(ref)), pixel: NO_PIXEL };
  return {
    click: (no: number) => renderLinkUrl(compiled.links[no]?.url ?? "", values) ?? NOWHERE,
    ...{ pixel: NO_PIXEL, unsubscribe: wayOut, preferences: wayOut, viewInBrowser: NOWHERE },
  };
}

export const renderTask: Task<ShownMail, { subject: string; html: string; text: string }> = {
  name: "render-mail",
  run: (mail) => renderCompiled(mail.compiled, { ...mail, urls: urlsOf(mail) }),
  deadlineMs: 4000,
  late: msg("The mail takes too long to be rendered."),
};

/** Mail that only fills in values is rendered in place; what chooses, repeats or is long could hold up everybody else's pages. */
const inPlaceChars = 128 * 1024;

function isHeavy({ html, text, subject, links }: CompiledContent): boolean {
  if (html.length + text.length > inPlaceChars) return true;
  return [html, text, subject, ...links.map(({ url }) => url)].some((source) => plainRuns(source) === null);
}

/** Renders a mail that was sent, in a thread when it could take long. Throws `invalid` when it cannot be rendered. */
export async function renderShown(mail: ShownMail): Promise<{ subject: string; html: string; text: string }> {
  return isHeavy(mail.compiled) ? runTask(renderTask, mail) : renderTask.run(mail);
}
