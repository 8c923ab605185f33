import { ownTable } from "@/lib/base/text/own-table.shared";
import { API_ROOT } from "./api-paths";
import type { Operation } from "./operation";

const samples: Readonly<Record<string, string>> = ownTable({
  contact: "ada@example.com",
  email: "ada@example.com",
  list_id: "lst_1CYQ3p4p2zGq5n3Zt8mXwD",
  field_id: "fld_1CYQ3p4p2zGq5n3Zt8mXwD",
  segment_id: "seg_1CYQ3p4p2zGq5n3Zt8mXwD",
  template_id: "tpl_1CYQ3p4p2zGq5n3Zt8mXwD",
  message_id: "msg_1CYQ3p4p2zGq5n3Zt8mXwD",
  domain_id: "dom_1CYQ3p4p2zGq5n3Zt8mXwD",
  import_id: "imp_1CYQ3p4p2zGq5n3Zt8mXwD",
  campaign_id: "cmp_1CYQ3p4p2zGq5n3Zt8mXwD",
  tag_id: "tag_1CYQ3p4p2zGq5n3Zt8mXwD",
});

/** The address of an operation with sample values in its path. */
export function samplePath({ path }: Pick<Operation, "path">): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? name);
}

/** A call that works in a shell once HOMING_API_KEY is set. */
export function curlOf(operation: Operation, appUrl: string): string {
  const { method, example, octets } = operation;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(`${appUrl}${API_ROOT}${samplePath(operation)}`)}`,
    '-H "Authorization: Bearer $HOMING_API_KEY"',
    ...(octets ? ['-H "Content-Type: application/octet-stream"', "--data-binary @part"] : []),
    ...(example === undefined ? [] : ['-H "Content-Type: application/json"', `-d ${quoted(JSON.stringify(example))}`]),
  ];
  return lines.join(" \\\n  ");
}

/** One word for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
