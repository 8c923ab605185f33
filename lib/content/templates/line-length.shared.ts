/** Characters of a subject that most inboxes show; the field that counts them and the pre-flight go by the same number. */
export const SUBJECT_IDEAL = 60;
export const PREVIEW_TEXT_IDEAL = 100;

/** How long a line is to the reader: what stands between braces is somebody's name, not its own letters. */
export function visibleLength(line: string): number {
  return Array.from(line.replace(/\{\{[^{}]*\}\}/g, "12345678").replace(/\{%[^{}]*%\}/g, "")).length;
}
