import { commandLineCtx } from "@/lib/installation/command-line";
import { resumeWorkspaceBySlug, suspendWorkspaceBySlug } from "@/lib/installation/suspend-workspace";
import { type AdminCommand, dataHelp, dataOption } from "./admin-command";
import { withMigrated } from "./with-installation";

export const suspendWorkspaceCommand: AdminCommand = {
  summary: "stops all sending and importing of a workspace, and tells its people why",
  operands: ["SLUG"],
  options: { ...dataOption, reason: { type: "string" } },
  help: `Unsubscribing, preferences, clicks and what comes back go on. A campaign on its way is paused at the next hand-over, within a second.

  --reason TEXT    why; the people of the workspace read it
${dataHelp}`,
  run: async ({ operands, values }) => {
    const slug = operands[0] ?? "";
    await withMigrated(String(values.data), async () => {
      await suspendWorkspaceBySlug(commandLineCtx(), { slug, reason: String(values.reason ?? "") });
      console.log(`${slug} is suspended.`);
    });
    return 0;
  },
};

export const resumeWorkspaceCommand: AdminCommand = {
  summary: "lets a suspended workspace send and import again",
  operands: ["SLUG"],
  options: dataOption,
  help: `Campaigns that were paused meanwhile wait until somebody resumes them.

${dataHelp}`,
  run: async ({ operands, values }) => {
    const slug = operands[0] ?? "";
    await withMigrated(String(values.data), async () => {
      await resumeWorkspaceBySlug(commandLineCtx(), { slug });
      console.log(`${slug} is no longer suspended.`);
    });
    return 0;
  },
};
