/** Elements without content. */
const empty = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/** Whether an element ends where another begins (HTML standard, §13.1.2.4). */
function closedBy(open: string | undefined, next: string): boolean {
  if (open === "head") return next === "body";
  if (open === "p") return /^(p|div|table|h[1-6]|ul|ol|hr|blockquote|center|section|footer)$/.test(next);
  return open === next && /^(td|th|tr|li|option)$/.test(next);
}

/**
 * The elements that are open while HTML is read, each with what its reader notes about it. A closing tag that closes nothing is
 * known without looking through them, so thousands of both cost no more than their characters.
 */
export class OpenElements<Note> {
  private readonly stack: { name: string; note: Note }[] = [];
  private readonly counts = new Map<string, number>();

  get depth(): number {
    return this.stack.length;
  }

  /** Opens an element; answers the notes of those that end there. One without content is not open afterwards. */
  open(name: string, note: Note): Note[] {
    if (empty.has(name)) return [];
    const ended = closedBy(this.stack.at(-1)?.name, name) ? this.cut(this.stack.length - 1) : [];
    this.stack.push({ name, note });
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return ended;
  }

  /** Closes the innermost element of that name and all inside it; answers their notes, the outermost first. */
  close(name: string): Note[] {
    if (!this.counts.get(name)) return [];
    return this.cut(this.stack.findLastIndex((one) => one.name === name));
  }

  private cut(from: number): Note[] {
    return this.stack.splice(from).map(({ name, note }) => {
      this.counts.set(name, (this.counts.get(name) ?? 1) - 1);
      return note;
    });
  }
}
