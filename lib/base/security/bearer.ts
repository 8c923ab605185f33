import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request has this token in `Authorization: Bearer …`; compared in constant time. Without a token nobody has it. */
export function hasBearer(headers: Headers, token: string | undefined): boolean {
  const given = headers.get("authorization") ?? "";
  return token !== undefined && timingSafeEqual(digest(given), digest(`Bearer ${token}`));
}
