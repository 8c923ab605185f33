import { AppError } from "@/lib/base/errors";
import type { Task } from "@/lib/base/threads/run-task";
import { wayOutShown } from "@/lib/content/templates/always-shown";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { renderCompiled } from "@/lib/content/templates/render-compiled";
import { msg } from "@/lib/language/t";
import type { RenderedSample } from "./finding";

/** A mail and some of the people who would receive it, as Liquid sees them. */
interface Sample {
  compiled: CompiledContent;
  people: Record<string, unknown>[];
  workspace: { name: string };
  campaign: { name: string };
}

/** Somebody waits. */
const MAX_MS = 1_500;

const urls = {
  click: (no: number) => `https://click.invalid/${no}`,
  clickTo: (no: number, rest: string) => `https://click.invalid/${no}.${rest.length}`,
  pixel: "https://pixel.invalid/",
  unsubscribe: "https://unsubscribe.invalid/",
  preferences: "https://preferences.invalid/",
  viewInBrowser: "https://view.invalid/",
};

/** Makes the mail for each of the people, in a thread because Liquid can repeat, and looks at what comes out. */
export const sampleTask: Task<Sample, RenderedSample> = {
  name: "render-sample",
  run: renderAll,
  deadlineMs: 8000,
  late: msg("The content takes too long to be rendered. Take loops and repetitions out."),
};

function renderAll({ compiled, people, ...names }: Sample): RenderedSample {
  const sample: RenderedSample = { checked: 0, failure: null, wayOutMissing: null };
  const endsAt = performance.now() + MAX_MS;
  for (const contact of people) {
    lookAt(compiled, contact, names, sample);
    sample.checked += 1;
    if (sample.failure || performance.now() > endsAt) break;
  }
  return sample;
}

function lookAt(
  compiled: CompiledContent,
  contact: Record<string, unknown>,
  names: Pick<Sample, "workspace" | "campaign">,
  sample: RenderedSample,
): void {
  const email = String(contact.email);
  try {
    const { html, text } = renderCompiled(compiled, { contact, ...names, urls });
    const shown = wayOutShown(html, (url) => url.trim() === urls.unsubscribe).always && text.includes(urls.unsubscribe);
    if (!shown) sample.wayOutMissing ??= email;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    sample.failure = { email, reason: error.message };
  }
}
