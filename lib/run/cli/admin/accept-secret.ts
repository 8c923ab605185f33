import { keptSecrets, settingsOf } from "@/lib/run/cli/start-secrets";
import { type AdminCommand, dataOption, ownDataHelp } from "./admin-command";
import { onDatabase } from "./on-database";
import { sealWithNewest } from "./seal-with-newest";

/** Throws an Error in words when there is no database, or the product runs on it. */
async function acceptGivenSecret(data: string): Promise<void> {
  const { DATABASE_URL, HOMING_SECRET } = process.env;
  if (DATABASE_URL && !HOMING_SECRET) throw new Error("DATABASE_URL is set but HOMING_SECRET is not: set both.");
  await onDatabase(data, async () => {
    if (!HOMING_SECRET) Object.assign(process.env, settingsOf(keptSecrets(data)));
    await sealWithNewest();
  });
  console.log("The database goes on with this secret.");
}

export const acceptSecretCommand: AdminCommand = {
  summary: "when the HOMING_SECRET from before is lost for good: go on with another",
  operands: [],
  options: dataOption,
  help: `Goes on with the one that is set, or is in the data folder. What the lost one sealed is to be entered again; its links and
sessions end.

${ownDataHelp}`,
  run: async ({ values }) => {
    await acceptGivenSecret(String(values.data));
    return 0;
  },
};
