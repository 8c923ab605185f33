import { Resend } from "resend";
import { Resend as Resend622 } from "resend-6-22";
import { afterAll } from "vitest";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { answerResend } from "@/lib/edges/resend/answer-resend";
import { resendOperations } from "@/lib/edges/resend/operations";
import { RESEND_ROOT } from "@/lib/edges/resend/resend-operation";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testKey } from "./api-call";
import { testWorkspace } from "./db";
import { type HttpPeer, httpPeer } from "./http-peer";

/** The versions of the official package that are held to work, from the newest to the oldest. */
export const resendVersions = ["6.38", "6.22", "4"] as const;
export type ResendVersion = (typeof resendVersions)[number];

/** The client of a version, with its own way of being told where to go. */
async function clientOf(version: ResendVersion, key: string, baseUrl: string): Promise<Resend> {
  if (version === "6.38") return new Resend(key, { baseUrl });
  if (version === "6.22") return new Resend622(key, { baseUrl }) as unknown as Resend;
  // Version 4 reads it of the environment once, when it is loaded.
  process.env.RESEND_BASE_URL = baseUrl;
  const { Resend: Resend4 } = await import("resend-4");
  return new Resend4(key) as unknown as Resend;
}

let started: Promise<HttpPeer> | null = null;
afterAll(async () => (await started)?.close());

/** The address of the routes on a port of this machine, one for all tests of a file. */
async function resendServer(): Promise<string> {
  started ??= httpPeer(async ({ method, path, headers, octets }) => {
    const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => [[name, String(value)]]);
    const request = new Request(`http://homing.test${path}`, {
      ...{
        method,
        headers: new Headers(given.filter(([name]) => !/^(connection|transfer-encoding|host)$/.test(name))),
      },
      ...(octets.length > 0 && { body: new Uint8Array(octets) }),
    });
    const response = await answerResend(resendOperations, request);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  });
  return `${(await started).url}${RESEND_ROOT}`;
}

/** A workspace that can send, a key of it, and the client of a version at the started routes. */
export async function resendCaller(
  version: ResendVersion = "6.38",
  {
    scopes,
    mode,
    base = (url) => url,
  }: { scopes?: readonly Permission[]; mode?: KeyMode; base?: (url: string) => string } = {},
) {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const { key, id: keyId } = await testKey(ctx, scopes, mode);
  const url = await resendServer();
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      ...{ method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, json: await answer.json() };
  };
  return { ctx, key, keyId, url, call, resend: await clientOf(version, key, base(url)) };
}

/** Calls the routes without a port, as a program would. */
export async function callResend(method: string, path: string, { key, body }: { key: string | null; body?: unknown }) {
  const request = new Request(`http://homing.test${RESEND_ROOT}${path}`, {
    method,
    headers: { ...(key && { authorization: `Bearer ${key}` }), "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await answerResend(resendOperations, request);
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}
