import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { keyMayHave, permissionNames } from "@/lib/base/permissions.shared";
import { newKey } from "@/lib/edges/api-keys/key-format";
import { answerResend } from "@/lib/edges/resend/answer-resend";
import { resendOperations } from "@/lib/edges/resend/operations";
import { RESEND_ROOT } from "@/lib/edges/resend/resend-operation";
import { freshWorkspace } from "./cases/workspace";

export interface RouteAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface Asked {
  method: string;
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Asks the routes as the package does. */
export type Ask = (asked: Asked) => Promise<RouteAnswer>;

export interface FreshClient {
  workspaceId: string;
  ask: Ask;
}

/** A new workspace whose mail reaches the embedded mailbox, and a key of it that may do everything. */
export async function freshClient(): Promise<FreshClient> {
  const { workspaceId } = await freshWorkspace();
  const transport = { workspaceId, id: newId(), name: "Embedded mailbox", kind: "mailbox", isDefault: true } as const;
  await prisma.transport.create({ data: transport });
  const { key, ...shown } = newKey("live");
  const scopes = permissionNames.filter((name) => keyMayHave("live", name));
  await prisma.apiKey.create({
    data: { workspaceId, id: newId(), name: "Conformance", mode: "live", ...shown, scopes },
  });
  return { workspaceId, ask: (asked) => ask(key, asked) };
}

async function ask(key: string, { method, path, body, headers }: Asked): Promise<RouteAnswer> {
  const given = Object.entries(headers ?? {}).filter(([name]) => !/^(authorization|content-type)$/i.test(name));
  const form = body instanceof FormData;
  const request = new Request(`http://homing.test${RESEND_ROOT}${path}`, {
    method,
    headers: {
      ...Object.fromEntries(given),
      authorization: `Bearer ${key}`,
      ...(!form && { "content-type": "application/json" }),
    },
    ...(body !== undefined && body !== null && { body: form ? body : JSON.stringify(body) }),
  });
  const response = await answerResend(resendOperations, request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as unknown) : null };
}
