import { readFile } from "node:fs/promises";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { releaseFile } from "@/lib/base/process/release-file";
import { parseChangelog, type Release } from "./parse-changelog";

/** The changelog that came with this release, the newest first; empty when it did not come along. For the operator. */
export async function readChangelog(ctx: Ctx): Promise<Release[]> {
  await requireOperator(ctx);
  const text = await readFile(releaseFile("CHANGELOG.md"), "utf8").catch(() => "");
  return parseChangelog(text).filter(({ groups }) => groups.length > 0);
}
