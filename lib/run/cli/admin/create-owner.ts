import { commandLineCtx } from "@/lib/installation/command-line";
import { createOwner } from "@/lib/set-up/create-owner";
import { type AdminCommand, dataHelp, dataOption, type Given, required } from "./admin-command";
import { printLink } from "./print-link";
import { withMigrated } from "./with-installation";

async function run(given: Given): Promise<number> {
  const { values, operands } = given;
  const input = {
    email: operands[0] ?? "",
    name: required(given, "name"),
    workspaceName: required(given, "workspace"),
    timeZone: String(values["time-zone"]),
    operator: values.operator === true,
  };
  await withMigrated(String(values.data), async () => {
    const { slug, isOperator, ...link } = await createOwner(commandLineCtx(), input);
    console.log(`${input.email} owns the workspace "${slug}"${isOperator ? " and is an operator" : ""}.`);
    printLink(link);
  });
  return 0;
}

export const createOwnerCommand: AdminCommand = {
  summary: "makes an account with a workspace of its own; prints a link to choose the password",
  operands: ["EMAIL"],
  options: {
    ...dataOption,
    name: { type: "string" },
    workspace: { type: "string" },
    "time-zone": { type: "string", default: "UTC" },
    operator: { type: "boolean" },
  },
  help: `The first account of an installation is an operator's; a later one with --operator. Refused when the address has an account.

  --name NAME      of the person
  --workspace NAME of the workspace that they own
  --time-zone ZONE of the workspace, such as Europe/Berlin (default UTC)
  --operator       an operator of the installation, also when there are others
${dataHelp}`,
  run,
};
