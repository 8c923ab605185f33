import { type ParseArgsConfig, parseArgs } from "node:util";
import { z } from "zod";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { acceptSecretCommand } from "./admin/accept-secret";
import type { AdminCommand, Given } from "./admin/admin-command";
import { backupCommand } from "./admin/backup";
import { createApiKeyCommand } from "./admin/create-api-key";
import { createOwnerCommand } from "./admin/create-owner";
import { disableAccountCommand, enableAccountCommand } from "./admin/disable-account";
import { doctorCommand } from "./admin/doctor";
import { exportWorkspaceCommand } from "./admin/export-workspace";
import { listApiKeysCommand, revokeApiKeyCommand } from "./admin/list-api-keys";
import { movePicturesCommand } from "./admin/move-pictures";
import { resetPasswordCommand } from "./admin/reset-password";
import { restoreCommand } from "./admin/restore";
import { retentionCommand } from "./admin/retention";
import { rotateSecretCommand } from "./admin/rotate-secret";
import { resumeWorkspaceCommand, suspendWorkspaceCommand } from "./admin/suspend-workspace";
import { testRestoreCommand } from "./admin/test-restore";
import { verifyLedgerCommand } from "./admin/verify-ledger";

const commands: Record<string, AdminCommand> = ownTable({
  doctor: doctorCommand,
  "create-owner": createOwnerCommand,
  "reset-password": resetPasswordCommand,
  "disable-account": disableAccountCommand,
  "enable-account": enableAccountCommand,
  "suspend-workspace": suspendWorkspaceCommand,
  "resume-workspace": resumeWorkspaceCommand,
  "create-api-key": createApiKeyCommand,
  "list-api-keys": listApiKeysCommand,
  "revoke-api-key": revokeApiKeyCommand,
  "export-workspace": exportWorkspaceCommand,
  backup: backupCommand,
  restore: restoreCommand,
  "test-restore": testRestoreCommand,
  "verify-ledger": verifyLedgerCommand,
  retention: retentionCommand,
  "move-pictures": movePicturesCommand,
  "rotate-secret": rotateSecretCommand,
  "accept-secret": acceptSecretCommand,
});

/** Statuses to exit with. */
const wrongUse = 2;
const failed = 1;

const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(18)} ${summary}`);
const usage = `npm run admin -- COMMAND [options]

${list.join("\n")}

COMMAND --help tells more. The status is 0 when it was done, 1 when it was refused, failed or found something wrong (said in words),
2 when the command or an option is unknown.
`;

const helpOf = (name: string, { operands, help, summary }: AdminCommand) =>
  `npm run admin -- ${[name, ...operands].join(" ")} [options]

${summary}

${help}
  --help           this text
`;

/** Ends the command: it was not called as its help says. */
class WrongUse extends Error {}

function parseFor(name: string, command: AdminCommand, args: string[]): Given & { help: boolean } {
  const options: ParseArgsConfig["options"] = { ...command.options, help: { type: "boolean" } };
  const see = `npm run admin -- ${name} --help tells what there is.`;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const needed = command.operands.filter((word) => !word.startsWith("["));
    const help = values.help === true;
    if (!help && positionals.length < needed.length)
      throw new WrongUse(`${needed[positionals.length]} is missing. ${see}`);
    const extra = positionals[command.operands.length];
    if (extra !== undefined) throw new WrongUse(`"${extra}" is too much. ${see}`);
    return { operands: positionals, values: values as Given["values"], help };
  } catch (error) {
    if (error instanceof WrongUse || !(error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS")) throw error;
    // Node adds how to write what begins with a dash, which nobody meant.
    throw new WrongUse(`${(error as Error).message.split(/\. |\n/)[0]}. ${see}`);
  }
}

async function main([name = "", ...args]: string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    if (["", "help", "--help", "-h"].includes(name)) {
      console.log(usage);
      return name === "" ? wrongUse : 0;
    }
    throw new WrongUse(`There is no command "${name}".\n\n${usage}`);
  }
  const { help, ...given } = parseFor(name, command, args);
  if (help) {
    console.log(helpOf(name, command));
    return 0;
  }
  readEnvironment();
  // What it prints is for whoever called it, or for a program; what went on is not.
  process.env.LOG_LEVEL ||= "error";
  return command.run(given);
}

const inWords = (error: unknown) =>
  error instanceof z.ZodError ? error.issues.map(({ message }) => message).join("\n") : (error as Error).message;

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(inWords(error));
    process.exitCode = error instanceof WrongUse ? wrongUse : failed;
  },
);
