import { commandLineCtx } from "@/lib/installation/command-line";
import { openExportTarget } from "@/lib/installation/workspace-export/export-target";
import { exportWorkspace } from "@/lib/installation/workspace-export/export-workspace";
import { type AdminCommand, dataHelp, dataOption, type Given, required } from "./admin-command";
import { withMigrated } from "./with-installation";

async function run(given: Given): Promise<number> {
  const to = required(given, "to");
  await withMigrated(String(given.values.data), async () => {
    const slug = given.operands[0] ?? "";
    const { tables, assets, leftOut } = await exportWorkspace(commandLineCtx(), {
      slug,
      open: () => openExportTarget({ to }),
    });
    for (const { name, rows } of tables) if (rows > 0) console.log(`${String(rows).padStart(12)}  ${name}`);
    console.log(`${String(assets.length).padStart(12)}  files of assets`);
    console.log(`\n${to} holds all that ${slug} has, but for:\n${leftOut.map((what) => `- ${what}`).join("\n")}`);
  });
  return 0;
}

export const exportWorkspaceCommand: AdminCommand = {
  summary: "writes everything of a workspace into a folder or a file, without secrets",
  operands: ["SLUG"],
  options: { ...dataOption, to: { type: "string" } },
  help: `SLUG is the workspace's short name in addresses. All rows are of one moment; the product may run on. It appears under its name when
it is whole, for this user alone. manifest.json counts the rows of each table and has their SHA-256.

  --to PATH        a folder: tables/NAME.ndjson, assets/ID-NAME, manifest.json. Or, ending in .ndjson or .ndjson.gz, one file of lines:
                   {"table", "row"}, then {"asset", "data"} in base64, and {"manifest"} as the last
${dataHelp}`,
  run,
};
