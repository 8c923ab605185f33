import { commandLineCtx } from "@/lib/installation/command-line";
import { makePasswordLink } from "@/lib/installation/make-password-link";
import { type AdminCommand, dataHelp, dataOption } from "./admin-command";
import { printLink } from "./print-link";
import { withMigrated } from "./with-installation";

export const resetPasswordCommand: AdminCommand = {
  summary: "prints a link by which somebody chooses a new password",
  operands: ["EMAIL"],
  options: dataOption,
  help: `The password and the sessions of before go on until it is used. A link that was made before stops working. Who lost their second
factors too gets them taken off by an operator, under Settings → Installation.

${dataHelp}`,
  run: async ({ operands, values }) => {
    await withMigrated(String(values.data), async () => {
      printLink(await makePasswordLink(commandLineCtx(), { email: operands[0] ?? "" }));
    });
    return 0;
  },
};
