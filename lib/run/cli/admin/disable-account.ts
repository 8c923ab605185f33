import { commandLineCtx } from "@/lib/installation/command-line";
import { disableAccountByEmail, enableAccountByEmail } from "@/lib/installation/disable-account-by-email";
import { type AdminCommand, dataHelp, dataOption } from "./admin-command";
import { withMigrated } from "./with-installation";

export const disableAccountCommand: AdminCommand = {
  summary: "ends somebody's sessions, links and invitations, and keeps them out",
  operands: ["EMAIL"],
  options: dataOption,
  help: `Memberships stay. The last operator cannot be disabled.

${dataHelp}`,
  run: async ({ operands, values }) => {
    await withMigrated(String(values.data), async () => {
      const { email } = await disableAccountByEmail(commandLineCtx(), { email: operands[0] ?? "" });
      console.log(`${email} is disabled.`);
    });
    return 0;
  },
};

export const enableAccountCommand: AdminCommand = {
  summary: "lets a disabled account sign in again",
  operands: ["EMAIL"],
  options: dataOption,
  help: dataHelp,
  run: async ({ operands, values }) => {
    await withMigrated(String(values.data), async () => {
      const { email } = await enableAccountByEmail(commandLineCtx(), { email: operands[0] ?? "" });
      console.log(`${email} is enabled.`);
    });
    return 0;
  },
};
