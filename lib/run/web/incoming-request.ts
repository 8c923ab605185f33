import { IncomingMessage } from "node:http";

/** What becomes of the pieces of a body before anybody reads them. */
export interface BodyWatch {
  /** Sees each piece as it comes from the wire; false drops it. */
  onPiece(bytes: number): boolean;
  onEnd(): void;
  /** The reader has enough for now; until `onWanted` the client cannot be blamed for sending nothing. */
  onFull(): void;
  onWanted(): void;
  /** True while the body is only gathered: its pieces are taken however many wait. */
  readonly gathers: boolean;
}

/**
 * A request whose body is watched as it comes in, whoever reads it and whether it is read at all. Node's parser hands each piece to
 * `push`, and null at the end.
 */
export class IncomingRequest extends IncomingMessage {
  watch: BodyWatch | null = null;

  override push(piece: Buffer | null, encoding?: BufferEncoding): boolean {
    const { watch } = this;
    if (!watch) return super.push(piece, encoding);
    if (piece === null) {
      const more = super.push(null);
      watch.onEnd();
      return more;
    }
    if (!watch.onPiece(piece.length)) return true;
    const more = super.push(piece, encoding);
    if (!more) watch.onFull();
    return more || watch.gathers;
  }

  override _read(size: number): void {
    this.watch?.onWanted();
    super._read(size);
  }
}
