import { type KeyMode, keyMayHave, type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { type ApiKeyKind, aboutApiKeyKinds, apiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import { createApiKeyIn } from "@/lib/edges/api-keys/of-workspace";
import type { CreateApiKey } from "@/lib/edges/api-keys/schema";
import { askedByName } from "@/lib/edges/api-keys/scopes.shared";
import { commandLineCtx } from "@/lib/installation/command-line";
import { type AdminCommand, dataHelp, dataOption, type Given, required } from "./admin-command";
import { withMigrated } from "./with-installation";

const listOf = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** As a form would send it; the verb says what is wrong with it. */
function inputOf(given: Given): CreateApiKey {
  const { values } = given;
  const mode = (values.test === true ? "test" : "live") satisfies KeyMode;
  const scopes = listOf(String(values.scopes ?? ""));
  const all = permissionNames.filter((name) => keyMayHave(mode, name) && !askedByName.has(name));
  return {
    name: required(given, "name"),
    kind: String(values.kind) as ApiKeyKind,
    mode,
    scopes: scopes[0] === "all" ? all : (scopes as Permission[]),
    allowedNetworks: listOf(String(values.from ?? "")),
    ...(values.domain !== undefined && { domainId: String(values.domain) }),
    ...(values.days !== undefined && { expiresInDays: Number(values.days) }),
  };
}

export const createApiKeyCommand: AdminCommand = {
  summary: "makes a key with which a program uses a workspace; prints it once",
  operands: ["SLUG"],
  options: {
    ...dataOption,
    ...{ name: { type: "string" }, scopes: { type: "string" }, kind: { type: "string", default: "standard" } },
    ...{ test: { type: "boolean" }, days: { type: "string" }, from: { type: "string" }, domain: { type: "string" } },
    json: { type: "boolean" },
  },
  help: `Only its SHA-256 is kept. Owners and admins of the workspace get a mail.

  --name NAME      of the key: the program that uses it
  --scopes LIST    what it may do, by comma, or "all": ${permissionNames.slice(0, 3).join(",")} … (Settings, API keys shows them)
  --kind KIND      ${apiKeyKinds.join(", ")} (default standard). Sending only: ${aboutApiKeyKinds.sending.scopes} and nothing else;
                   Events only: ${aboutApiKeyKinds.events.scopes} and nothing else
  --test           its mail reaches the embedded mailbox only
  --days N         ends after so many days; without it never
  --from LIST      addresses and networks that it may be used from, by comma
  --domain ID      the one domain that a sending key may send from, dom_…
${dataHelp}
  --json           one object, {id, name, key}, and nothing else`,
  run: async (given) => {
    await withMigrated(String(given.values.data), async () => {
      const made = await createApiKeyIn(commandLineCtx(), given.operands[0] ?? "", inputOf(given));
      if (given.values.json === true) return console.log(JSON.stringify(made));
      console.log(`The key "${made.name}" (${made.id}) is shown only now:`);
      console.log(`  ${made.key}`);
    });
    return 0;
  },
};
