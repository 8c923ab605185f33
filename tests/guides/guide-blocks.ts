/** A block of shell commands in a guide. */
export interface Block {
  /** The words in bold above it. */
  step: string;
  code: string;
}

/** The blocks of a guide in Markdown, in order. A step may have several. */
export function guideBlocks(markdown: string): Block[] {
  const parts = [...markdown.matchAll(/^\*\*(.+?)\*\*|^```sh\n([\s\S]*?)^```/gm)];
  let step = "";
  return parts.flatMap(([, title, code]) => {
    if (title !== undefined) step = title;
    return code === undefined ? [] : [{ step, code }];
  });
}
