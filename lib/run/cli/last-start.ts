import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** What commands have to know of a start: where it is reached, and at which ports it listens when those that it wanted were taken. */
const LastStart = z.object({
  APP_URL: z.string(),
  INBOUND_SMTP_PORT: z.string(),
  MAILBOX_SMTP_PORT: z.string().optional(),
  SMTP_SUBMISSION_PORTS: z.string().optional(),
});
type LastStart = z.infer<typeof LastStart>;

const fileIn = (folder: string) => path.join(folder, "last-start.json");

/** Kept in the data folder, for this user alone. */
export function noteStart(folder: string, settings: NodeJS.ProcessEnv): void {
  const file = fileIn(folder);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(LastStart.parse(settings)), { mode: 0o600, flag: "wx" });
}

/** Of the last start on this folder; nothing when there was none, or the file cannot be read. */
export function lastStart(folder: string): Partial<LastStart> {
  const file = fileIn(folder);
  if (!existsSync(file)) return {};
  try {
    return LastStart.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}
