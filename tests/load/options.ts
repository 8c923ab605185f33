import { parseArgs } from "node:util";

export interface NumberOption {
  fallback: number;
  from: number;
  to: number;
}

export interface LoadOptions<Name extends string> {
  /** What is to be measured. */
  command: string;
  json: boolean;
  numbers: Record<Name, number>;
}

/** Reads `COMMAND [--name N …] [--json]`; null when help was asked for. Throws an Error that names what is wrong. */
export function parseLoadOptions<Name extends string>(
  args: string[],
  known: Record<Name, NumberOption>,
  commands: readonly string[] = ["send"],
): LoadOptions<Name> | null {
  const names = Object.keys(known) as Name[];
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    },
  });
  if (values.help) return null;
  const [command = ""] = positionals;
  if (positionals.length !== 1 || !commands.includes(command)) {
    throw new Error(`Say what to measure: ${commands.join(", ")}. Got "${positionals.join(" ")}".`);
  }
  const given = values as Record<string, string | boolean | undefined>;
  const numbers = Object.fromEntries(
    names.map((name) => {
      const { fallback, from, to } = known[name];
      const text = given[name];
      const value = text === undefined ? fallback : Number(text);
      if (!Number.isInteger(value) || value < from || value > to) {
        throw new Error(`--${name}: expected a whole number from ${from} to ${to}, got "${text}".`);
      }
      return [name, value];
    }),
  ) as Record<Name, number>;
  return { command, json: values.json === true, numbers };
}
