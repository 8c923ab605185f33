import type { ParseArgsOptionsConfig } from "node:util";

/** What was given to a command, parsed. */
export interface Given {
  /** What follows its name, in order. */
  operands: readonly string[];
  values: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command of `npm run admin`. */
export interface AdminCommand {
  /** One line of the list of commands. */
  summary: string;
  /** What follows the name; in brackets where it may be left out. */
  operands: readonly string[];
  options: ParseArgsOptionsConfig;
  /** Further lines of its help: what it does, and each option. */
  help: string;
  /** Does it and prints. Answers the status to exit with; throws an Error in words, which is status 1. */
  run(given: Given): Promise<number>;
}

export const dataOption = { data: { type: "string", default: ".data/main" } } as const;
export const dataHelp =
  "  --data DIR       data folder of npm start (default .data/main), unless DATABASE_URL is set; the product may run";

/** Of commands that want the database for themselves. */
export const ownDataHelp =
  "  --data DIR       data folder of npm start (default .data/main), unless DATABASE_URL is set; the product is stopped first";

/** A text that a command cannot do without. Throws in words. */
export function required({ values }: Given, name: string): string {
  const value = values[name];
  if (typeof value === "string" && value.trim()) return value;
  throw new Error(`--${name} is missing. --help tells what it is.`);
}
