import type pg from "pg";
import { readTree, type TreeNode } from "./node-tree";

/** Statements with rows in them; what else a connection says (`begin`, `set`, `listen`) touches no table. */
const WITH_ROWS = /^\s*(?:(?:--.*\n|\/\*[\s\S]*?\*\/)\s*)*\(*(?:with|select|insert|update|delete|merge)\b/i;

/**
 * The query trees of a statement as PostgreSQL itself understands it, names and functions resolved. Null when it touches no
 * table, or none that is there. `client` says what it has understood to its client and not into the server's log, for which
 * it must be a superuser's; see `listenToParser`.
 */
export async function parseStatement(client: pg.ClientBase, text: string): Promise<TreeNode | null> {
  if (!WITH_ROWS.test(text)) return null;
  // First comes the `prepare` itself, then what it prepares.
  let printed: string | undefined;
  const note = (notice: { message?: string | undefined; detail?: string | undefined }) => {
    if (notice.message === "parse tree:") printed = notice.detail;
  };
  client.on("notice", note);
  try {
    await client.query(`prepare judged as ${text}`);
  } catch {
    return null;
  } finally {
    client.off("notice", note);
  }
  await client.query("deallocate judged");
  return printed === undefined ? null : readTree(printed);
}

export async function listenToParser(client: pg.ClientBase): Promise<void> {
  await client.query(
    "set log_min_messages = panic; set client_min_messages = log; set debug_pretty_print = off; set debug_print_parse = on",
  );
}
