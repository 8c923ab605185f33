import { keptSecrets, settingsOf } from "@/lib/run/cli/start-secrets";
import type { AdminOptions } from "./admin-options";
import { onDatabase } from "./on-database";
import { sealWithNewest } from "./seal-with-newest";

export const acceptSecretUsage = `  accept-secret      when the HOMING_SECRET from before is lost for good: go on with the one that is set, or is in the data folder.
                     What the lost one sealed is to be entered again; its links and sessions end
    --data DIR         data folder of npm start (default .data/main), unless DATABASE_URL is set; the product is stopped first`;

/** `npm run admin -- accept-secret`. Throws an Error in words when there is no database, or the product runs on it. */
export async function acceptGivenSecret({ data }: AdminOptions): Promise<void> {
  const { DATABASE_URL, HOMING_SECRET } = process.env;
  if (DATABASE_URL && !HOMING_SECRET) throw new Error("DATABASE_URL is set but HOMING_SECRET is not: set both.");
  await onDatabase(data, async () => {
    if (!HOMING_SECRET) Object.assign(process.env, settingsOf(keptSecrets(data)));
    await sealWithNewest();
  });
  console.log("The database goes on with this secret.");
}
