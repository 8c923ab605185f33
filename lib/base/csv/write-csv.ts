/** Begins like a formula for a spreadsheet (OWASP "CSV injection"); what has no letters, such as -5 or +49 30/123-45, can run nothing. */
const FORMULA = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;
const FIGURES = /^[+-][\d(.][\d .,()/\u00a0-]*$/;

/** Disarmed, or such that it would be taken for it. */
const GUARDED = /^'+[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

/** A cell as it was before `csvCell`, or another program, disarmed it with an apostrophe. */
export function withoutGuard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/** One cell: quoted where it must be (RFC 4180 § 2), and disarmed with an apostrophe where a spreadsheet would run it. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const runs = (FORMULA.test(text) && !FIGURES.test(text)) || GUARDED.test(text);
  const safe = typeof value === "string" && runs ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its CRLF. */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A download that is made while it is sent. Begins with a byte order mark, without which Excel reads UTF-8 wrongly. */
export function csvResponse(fileName: string, lines: AsyncIterable<string>): Response {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("\ufeff")),
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await iterator.return?.()),
  });
  const plain = fileName.replace(/[^\w.-]+/g, "-").replace(/^[-.]+/, "");
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${plain}"`,
      "cache-control": "no-store",
    },
  });
}
