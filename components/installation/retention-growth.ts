import type { Format } from "@/lib/client/format";

/** "+1.4 MB", "−20 kB". */
export function growthText(format: Format, bytes: number): string {
  const rounded = Math.round(bytes);
  if (rounded === 0) return format.bytes(0);
  return `${rounded > 0 ? "+" : "−"}${format.bytes(Math.abs(rounded))}`;
}
