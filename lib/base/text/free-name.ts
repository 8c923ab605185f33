import { foldText } from "./fold-text.shared";

/** The name itself, or with the first number that nobody has: "Spring", "Spring (2)". At most `max` characters; case does not tell names apart. */
export function freeName(name: string, takenNames: readonly string[], max: number): string {
  const taken = new Set(takenNames.map(foldText));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : ` (${number})`;
    const candidate = `${[...name].slice(0, max - suffix.length).join("")}${suffix}`;
    if (!taken.has(foldText(candidate))) return candidate;
  }
}
