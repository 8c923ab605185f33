import {
  type HookRequest,
  type HookSecrets,
  type Provider,
  type Refused,
  refuse,
  Unreadable,
  type VerifyTools,
} from "./provider";

export type ReadCall = { ok: true; payload: unknown; dedupeKey: string | null } | Refused;

/** Verifies a call and only then parses it: what becomes of every call before it is stored. */
export async function readCall(
  provider: Provider,
  request: HookRequest,
  secrets: HookSecrets,
  tools: VerifyTools,
): Promise<ReadCall> {
  const verdict = await provider.verify(request, secrets, tools);
  if (!verdict.ok) return verdict;
  try {
    return { ok: true, payload: await provider.parse(request), dedupeKey: verdict.dedupeKey };
  } catch (error) {
    if (error instanceof Unreadable) return refuse("unreadable", error.message);
    throw error;
  }
}
