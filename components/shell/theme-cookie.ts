export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Holds a `Theme`; not a secret, and readable by script so that the switch acts at once. */
export const themeCookie = "homing-theme";

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}
