import { parseArgs } from "node:util";
import { readEnvFile } from "@/lib/base/process/read-env-file";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { acceptGivenSecret, acceptSecretUsage } from "./admin/accept-secret";
import type { AdminOptions } from "./admin/admin-options";
import { rotateSecret, rotateSecretUsage } from "./admin/rotate-secret";

const commands: Record<string, (options: AdminOptions) => Promise<void>> = ownTable({
  "accept-secret": acceptGivenSecret,
  "rotate-secret": rotateSecret,
});

const usage = `npm run admin -- COMMAND [options]

${rotateSecretUsage}
${acceptSecretUsage}
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string", default: ".data/main" },
      "forget-previous": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const command = commands[positionals[0] ?? ""];
  if (values.help || !command || positionals.length > 1) {
    console.log(usage);
    process.exit(values.help ? 0 : 1);
  }
  readEnvFile();
  await command({ data: values.data, forgetPrevious: values["forget-previous"] });
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(1);
});
