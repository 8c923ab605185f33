import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { type KeyMode, keyMayHave, type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { answerApi } from "@/lib/edges/api/answer-api";
import { API_ROOT } from "@/lib/edges/api/api-paths";
import { operations } from "@/lib/edges/api/operations";
import { newKey } from "@/lib/edges/api-keys/key-format";

/** A key of a workspace with these scopes; all that a key may have when unsaid. */
export async function testKey(
  { workspaceId }: { workspaceId: string },
  scopes: readonly Permission[] = permissionNames.filter((name) => keyMayHave("live", name)),
  mode: KeyMode = "live",
): Promise<{ id: string; key: string }> {
  const { key, ...shown } = newKey(mode);
  const id = newId();
  await prisma.apiKey.create({ data: { workspaceId, id, name: "Test key", mode, ...shown, scopes: [...scopes] } });
  return { id, key };
}

export interface ApiCall {
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiAnswered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  json: any;
  text: string;
}

/** Calls the API as a program would; a string or octets as body go as they are. */
export async function callApi(
  method: string,
  path: string,
  { key, body, headers }: ApiCall = {},
): Promise<ApiAnswered> {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const request = new Request(`http://homing.test${API_ROOT}${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const response = await answerApi(operations, request);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}
