import { readFileSync } from "node:fs";
import { z } from "zod";
import { releaseFile } from "./release-file";

const Manifest = z.object({ version: z.string() });

/** Version of the product that this process runs, as its package.json says it. */
export const ownVersion: string = readVersion();

function readVersion(): string {
  try {
    return Manifest.parse(JSON.parse(readFileSync(releaseFile("package.json"), "utf8"))).version;
  } catch {
    return "unknown";
  }
}
