import { invalid } from "@/lib/base/errors";
import type { ToldType } from "@/lib/events/outbox/told-facts";

/** Events of Resend's that we tell of, each by those of ours that are the same. */
const told: ReadonlyMap<string, readonly ToldType[]> = new Map([
  ["email.sent", ["message.sent"]],
  ["email.delivered", ["message.delivered"]],
  ["email.delivery_delayed", ["message.deferred"]],
  ["email.bounced", ["message.bounced"]],
  ["email.complained", ["message.complained"]],
  ["email.opened", ["message.opened"]],
  ["email.clicked", ["message.clicked"]],
  ["email.failed", ["message.failed"]],
  ["email.received", ["message.replied"]],
  ["contact.created", ["contact.created"]],
  ["contact.updated", ["contact.updated"]],
  ["contact.deleted", ["contact.deleted"]],
  ["contact.topics.updated", ["contact.subscribed", "contact.unsubscribed"]],
  ["suppression.added", ["suppression.added"]],
  ["suppression.removed", ["suppression.removed"]],
]);

const form = /^[a-z]{1,20}(\.[a-z_]{1,30}){1,3}$/;

/** Those of ours that were asked for. Ones of Resend's that we never tell of are passed over while there are others. Throws `invalid`. */
export function toldTypes(events: readonly string[]): ToldType[] {
  const unknown = events.find((name) => !form.test(name));
  if (unknown !== undefined) throw wrong(`There is no event ${JSON.stringify(unknown.slice(0, 60))}.`);
  const types = [...new Set(events.flatMap((name) => told.get(name) ?? []))];
  if (types.length === 0) throw wrong(`Homing tells of none of these. It tells of ${[...told.keys()].join(", ")}.`);
  return types;
}

const wrong = (text: string) => invalid(text, { events: text });

/** The names that an endpoint was made with, as far as ours say it. */
export const resendNames = (types: readonly ToldType[]): string[] =>
  [...told].flatMap(([name, own]) => (own.some((type) => types.includes(type)) ? [name] : []));

/** The name of one event. */
export const resendName = (type: string | null): string =>
  [...told].find(([, own]) => own.some((each) => each === type))?.[0] ?? type ?? "unknown";
