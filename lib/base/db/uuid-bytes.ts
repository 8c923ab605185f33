const UUID_BYTES = 16;
const HYPHEN = 45;

/** The 16 bytes of a UUID, for tokens. */
export function uuidToBytes(uuid: string): Buffer {
  const bytes = Buffer.alloc(UUID_BYTES);
  writeUuid(uuid, bytes, 0);
  return bytes;
}

/** Writes the 16 bytes of a UUID into memory that is there already: every message needs some, and none should leave garbage. */
export function writeUuid(uuid: string, target: Uint8Array, at: number): void {
  let digits = 0;
  for (let index = 0; index < uuid.length && digits < 2 * UUID_BYTES; index++) {
    const code = uuid.charCodeAt(index);
    if (code === HYPHEN) continue;
    // 0-9 are 48 to 57, A-F 65 to 70, a-f 97 to 102.
    const digit = code <= 57 ? code - 48 : (code & 31) + 9;
    const byte = at + (digits >> 1);
    target[byte] = (digits & 1) === 0 ? digit << 4 : (target[byte] as number) | digit;
    digits += 1;
  }
  if (digits < 2 * UUID_BYTES) throw new RangeError("A UUID has 32 digits.");
}

/** The UUID of 16 bytes. */
export function bytesToUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
