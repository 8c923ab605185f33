import { runTask, type Task } from "@/lib/base/threads/run-task";
import { type UsedTag, usedMergeTags } from "@/lib/content/liquid/merge-tags";
import { msg } from "@/lib/language/t";
import { type CompiledContent, type ContentInput, compileContent } from "./compile";
import { renderCompiled } from "./render-compiled";

interface PreviewInput {
  content: ContentInput;
  contact: Record<string, unknown>;
  workspaceName: string;
}

export interface RenderedPreview {
  mail: { subject: string; html: string; text: string };
  bytes: number;
  tags: UsedTag[];
}

const late = msg("The content takes too long to be rendered. Take loops and repetitions out.");

export const compileTask: Task<ContentInput, CompiledContent> = {
  name: "compile-content",
  run: compileContent,
  deadlineMs: 8000,
  late,
};

export const previewTask: Task<PreviewInput, RenderedPreview> = {
  name: "preview-content",
  run: renderPreview,
  deadlineMs: 8000,
  late,
};

type TagSources = Parameters<typeof usedMergeTags>[0];

export const tagsTask: Task<TagSources, UsedTag[]> = { name: "used-tags", run: usedMergeTags, deadlineMs: 8000, late };

async function renderPreview({ content, contact, workspaceName }: PreviewInput): Promise<RenderedPreview> {
  const compiled = await compileContent(content);
  const mail = renderCompiled(compiled, {
    contact,
    workspace: { name: workspaceName },
    campaign: { name: "Preview" },
    urls: { click: () => "", pixel: "", unsubscribe: "#", preferences: "#", viewInBrowser: "#" },
  });
  const tags = usedMergeTags([
    { place: "subject", source: content.subject },
    { place: "preview text", source: content.previewText },
    { place: "content", source: compiled.html },
  ]);
  return { mail, bytes: compiled.bytes, tags };
}

/** Shorter content is read in place: a thread would cost more. */
const inPlaceChars = 32 * 1024;

/** Documents are bounded in their blocks; code is bounded in nothing but its length, and Liquid can repeat. */
function isHeavy({ html, subject, document }: ContentInput): boolean {
  if ((html?.length ?? 0) > inPlaceChars || /\{%/.test(`${html ?? ""}${subject}`)) return true;
  return document !== undefined && JSON.stringify(document).includes("{%");
}

/** The merge tags in pieces of Liquid source; see `usedMergeTags`. */
export async function usedTagsBounded(sources: TagSources): Promise<UsedTag[]> {
  const chars = sources.reduce((sum, { source }) => sum + source.length, 0);
  return chars > inPlaceChars ? runTask(tagsTask, sources) : usedMergeTags(sources);
}

/** Compiles content that an author may still be writing. */
export async function compileBounded(content: ContentInput): Promise<CompiledContent> {
  return isHeavy(content) ? runTask(compileTask, content) : compileContent(content);
}

/** Compiles and renders content as one contact would get it. */
export async function previewBounded(input: PreviewInput): Promise<RenderedPreview> {
  return isHeavy(input.content) ? runTask(previewTask, input) : renderPreview(input);
}
