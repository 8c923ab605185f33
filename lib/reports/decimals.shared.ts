const PLACES = 6;

/** The exact sum of decimal numbers with up to six places, each as text. */
export function addDecimals(values: readonly string[]): string {
  const sum = values.reduce((total, value) => total + millionths(value), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(PLACES + 1, "0");
  const places = digits.slice(-PLACES).replace(/0+$/, "");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -PLACES)}${places && "."}${places}`;
}

function millionths(value: string): bigint {
  const [whole = "0", places = ""] = value.split(".");
  return BigInt(whole + places.slice(0, PLACES).padEnd(PLACES, "0"));
}
