import { findApiKeysIn, revokeApiKeyIn } from "@/lib/edges/api-keys/of-workspace";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { commandLineCtx } from "@/lib/installation/command-line";
import { type AdminCommand, dataHelp, dataOption } from "./admin-command";
import { withMigrated } from "./with-installation";

function lineOf({ id, name, prefix, lastFour, mode, kind, status, lastUsedAt, expiresAt }: ApiKeyView): string {
  const end = expiresAt ? `, ends ${expiresAt}` : "";
  return `${id}  ${prefix}…${lastFour}  ${name}: ${mode}, ${kind}, ${status}, ${lastUsedAt ? `last used ${lastUsedAt}` : "never used"}${end}`;
}

export const listApiKeysCommand: AdminCommand = {
  summary: "lists the API keys of a workspace, with their last use",
  operands: ["SLUG"],
  options: { ...dataOption, json: { type: "boolean" } },
  help: `The keys themselves are kept nowhere. Those in force come first.

${dataHelp}
  --json           one object, {keys: [{id, name, kind, mode, prefix, lastFour, status, scopes, …}]}, and nothing else`,
  run: async ({ operands, values }) => {
    await withMigrated(String(values.data), async () => {
      const keys = await findApiKeysIn(commandLineCtx(), operands[0] ?? "");
      if (values.json === true) return console.log(JSON.stringify({ keys }));
      console.log(keys.length > 0 ? keys.map(lineOf).join("\n") : "There is no key.");
    });
    return 0;
  },
};

export const revokeApiKeyCommand: AdminCommand = {
  summary: "ends an API key at once and for good",
  operands: ["SLUG", "KEY"],
  options: dataOption,
  help: `KEY is its id, key_…, as list-api-keys shows it.

${dataHelp}`,
  run: async ({ operands, values }) => {
    const [slug = "", apiKeyId = ""] = operands;
    await withMigrated(String(values.data), async () => {
      await revokeApiKeyIn(commandLineCtx(), slug, { apiKeyId });
      console.log(`${apiKeyId} is revoked.`);
    });
    return 0;
  },
};
