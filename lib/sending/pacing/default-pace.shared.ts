import { providerById } from "@/lib/base/addresses/mailbox-providers.shared";

/** A message takes a fifth of a second on a connection that is open, and opening one (TCP, TLS, EHLO) a second. */
const SECONDS_PER_MESSAGE = 0.2;
const SECONDS_PER_CONNECTION = 1;
/** KumoMTA's default for anybody. */
const MOST_PER_SECOND = 100;

/**
 * Messages a second that a provider gets unless somebody says otherwise: what its connections carry when each takes its number of
 * messages and is then opened anew. Null: no limit.
 */
export function defaultPerSecond(id: string): number | null {
  const shape = providerById(id)?.shape;
  if (!shape) return null;
  const carried = shape.connections / (SECONDS_PER_MESSAGE + SECONDS_PER_CONNECTION / shape.perConnection);
  return Math.min(MOST_PER_SECOND, shape.perSecond ?? Math.round(carried));
}
