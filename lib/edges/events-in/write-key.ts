import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { actorCan } from "@/lib/base/permissions.shared";
import { type KeyCtx, openKey } from "@/lib/edges/api-keys/open-key";

/** The key in the header Authorization: as a name without password (Basic), or as a token (Bearer); null where there is none. */
export function keyInHeader(headers: Headers): string | null {
  const [, scheme = "", value = ""] =
    /^(basic|bearer) +(\S+) *$/i.exec(headers.get("authorization")?.slice(0, 1000) ?? "") ?? [];
  if (value === "") return null;
  if (scheme.toLowerCase() === "bearer") return value;
  const [name = ""] = Buffer.from(value, "base64").toString("utf8").split(":");
  return name || null;
}

/** The program that a write key belongs to. Throws `unauthenticated` or `forbidden`, in words. */
export async function openWriteKey(key: string | null, headers: Headers): Promise<KeyCtx> {
  if (key === null) throw new AppError("unauthenticated", "Send an API key as the write key: hm_live_….");
  const opened = await openKey(key, clientIp(headers));
  if (opened === "address") throw new AppError("forbidden", "This key may not be used from this address.");
  if (typeof opened === "string")
    throw new AppError("unauthenticated", `There is no such key, or it is not in force (${opened}).`);
  if (!actorCan(opened.actor, "events.write"))
    throw new AppError("forbidden", "This key lacks the scope events.write.");
  return opened;
}
