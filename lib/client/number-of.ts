const thousands = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * What a field for a number holds, for the API: null when it is empty, what was typed when it is no number, so that the server says so beside
 * the field. Commas are marks of thousands where they stand as such, else a decimal mark.
 */
export function numberOf(typed: string): number | string | null {
  const bare = typed.replace(/[\s_']/g, "");
  if (bare === "") return null;
  const plain = thousands.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  return Number.isFinite(Number(plain)) ? Number(plain) : typed.trim();
}
