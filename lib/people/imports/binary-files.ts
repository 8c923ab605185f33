/** Whether a file is no text: spreadsheets (zip), old Excel files, PDFs and packed files are known by their first bytes. */
export function looksBinary(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 8)).toString("latin1");
  return (
    start.startsWith("PK\x03\x04") ||
    start.startsWith("\xd0\xcf\x11\xe0") ||
    start.startsWith("%PDF") ||
    start.startsWith("\x1f\x8b") ||
    // UTF-32, which no browser reads either.
    start.startsWith("\xff\xfe\0\0") ||
    start.startsWith("\0\0\xfe\xff")
  );
}
