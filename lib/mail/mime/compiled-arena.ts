/** Room for a group of some tens of messages; a group takes as many as it needs. */
const CHUNK_BYTES = 2 * 1024 * 1024;
/** Chunks kept for the next group. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Memory that the messages of a group are composed in, one behind the other, and that the next group uses again: sending
 * a million messages allocates as much as sending a hundred. What was cut from it is valid until `reset`.
 */
export class MessageArena {
  private chunks: Buffer[] = [];
  private current = -1;
  private used = 0;
  private readonly chunkBytes: number;
  private readonly tokenBytes: Buffer[] = [];

  constructor(chunkBytes = CHUNK_BYTES) {
    this.chunkBytes = chunkBytes;
  }

  /** Finds room for so many octets. Nothing is taken until `take`; a second call without it gives the same room or more. */
  open(bytes: number): { chunk: Buffer; at: number } {
    let chunk = this.chunks[this.current];
    while (!chunk || chunk.length - this.used < bytes) {
      this.current++;
      this.used = 0;
      if (this.current === this.chunks.length)
        this.chunks.push(Buffer.allocUnsafeSlow(Math.max(bytes, this.chunkBytes)));
      chunk = this.chunks[this.current];
    }
    return { chunk, at: this.used };
  }

  /** Takes the opened room up to `end`. */
  take(end: number): void {
    this.used = end;
  }

  /** A message's tokens as octets, valid until the next message is begun. */
  tokens(texts: readonly string[]): readonly Buffer[] {
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index] as string;
      if (this.tokenBytes[index]?.length !== text.length) this.tokenBytes[index] = Buffer.alloc(text.length);
      this.tokenBytes[index]?.write(text, "latin1");
    }
    return this.tokenBytes;
  }

  /** Forgets every message: their memory is used again. Call it when none of them is on its way any more. */
  reset(): void {
    let kept = 0;
    this.chunks = this.chunks.filter((chunk) => {
      kept += chunk.length;
      return kept <= MAX_KEPT_BYTES;
    });
    this.current = this.chunks.length > 0 ? 0 : -1;
    this.used = 0;
  }
}
