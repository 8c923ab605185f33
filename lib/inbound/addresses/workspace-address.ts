import { bytesToUuid, uuidToBytes } from "@/lib/base/db/uuid-bytes";
import { mac, macMatches } from "@/lib/base/security/tokens";
import { decodeBase32, encodeBase32 } from "@/lib/mail/mime/base32";

/** replies: people answer there. forwards: return path of the replies that we pass on. */
export type WorkspaceAddressKind = "replies" | "forwards";

const ID_BYTES = 16;
const MAC_BYTES = 8;

/** An address of a whole workspace, signed so that nobody can guess one: `replies+<token>@<domain>`. */
export function workspaceAddress(kind: WorkspaceAddressKind, workspaceId: string, domain: string): string {
  const id = uuidToBytes(workspaceId);
  return `${kind}+${encodeBase32(Buffer.concat([id, mac(purposeOf(kind), id, MAC_BYTES)]))}@${domain}`;
}

/** The workspace that an address was made for, or null when it was not made here. Case and domain do not matter. */
export function parseWorkspaceAddress(address: string): { kind: WorkspaceAddressKind; workspaceId: string } | null {
  const match = /^<?(replies|forwards)\+([a-z2-7]{39})(?:@[^@]*)?$/i.exec(address.trim().slice(0, 400));
  const bytes = match?.[2] ? decodeBase32(match[2]) : null;
  if (!match?.[1] || bytes?.length !== ID_BYTES + MAC_BYTES) return null;
  const kind = match[1].toLowerCase() as WorkspaceAddressKind;
  const id = bytes.subarray(0, ID_BYTES);
  return macMatches(purposeOf(kind), id, bytes.subarray(ID_BYTES)) ? { kind, workspaceId: bytesToUuid(id) } : null;
}

const purposeOf = (kind: WorkspaceAddressKind) => `workspace-address ${kind}`;
