import { env } from "@/lib/base/env";
import { signToken, verifyToken } from "@/lib/base/security/tokens";
import { RESEND_ROOT } from "./resend-operation";

/** What a link leads to: a file of a mail of ours, one of a mail that came in, that mail as it came, or what a mail of ours looks like. */
export const linkKinds = ["attachment", "received_file", "received_source", "shared"] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface FileLink {
  kind: LinkKind;
  workspaceId: string;
  /** UUID of the mail, or of the reply. */
  id: string;
  /** The place of the file. */
  at: number;
}

const PURPOSE = "resend-file";
const LENGTH = 39;

const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidText = (bytes: Buffer) => {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/** An address that whoever has it may read until `expires`; nothing else opens by it. */
export function fileUrl({ kind, workspaceId, id, at }: FileLink, expires: Date): string {
  const tail = Buffer.alloc(7);
  tail.writeUInt8(linkKinds.indexOf(kind), 0);
  tail.writeUInt16BE(at, 1);
  tail.writeUInt32BE(Math.floor(expires.getTime() / 1000), 3);
  const payload = Buffer.concat([uuidBytes(workspaceId), uuidBytes(id), tail]);
  return `${env.APP_URL}${RESEND_ROOT}/files/${signToken(PURPOSE, payload)}`;
}

/** What a token of ours leads to now; null for others, and when its time is over. */
export function readFileLink(token: string, now: Date): FileLink | null {
  const payload = verifyToken(PURPOSE, token);
  if (payload?.length !== LENGTH) return null;
  const kind = linkKinds[payload.readUInt8(32)];
  if (kind === undefined || payload.readUInt32BE(35) * 1000 <= now.getTime()) return null;
  const [workspaceId, id] = [uuidText(payload.subarray(0, 16)), uuidText(payload.subarray(16, 32))];
  return { kind, workspaceId, id, at: payload.readUInt16BE(33) };
}
