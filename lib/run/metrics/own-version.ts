import { readFileSync } from "node:fs";
import { z } from "zod";

const Manifest = z.object({ version: z.string() });

/** The product's version; "unknown" where it cannot be read. Processes run in the product's folder. */
export function ownVersion(): string {
  try {
    return Manifest.parse(JSON.parse(readFileSync("package.json", "utf8"))).version;
  } catch {
    return "unknown";
  }
}
