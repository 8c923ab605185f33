import type { CustomEventSource } from "@/lib/events/custom/kinds.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";

/** A JSON object as it came. */
export type Json = Record<string, unknown>;

/** The call that a message is part of. */
export interface ToldCall {
  call: string;
  body: Json;
  receivedAt: Date;
}

/** How libraries of one make speak. */
export interface Dialect {
  source: CustomEventSource;
  /** Longest body, unpacked, in bytes. */
  maxBytes: number;
  /** The key where it stands in the body. */
  keyIn(body: Json): string | null;
  messagesOf(facts: ToldCall): unknown[];
  /** What the call says for all of its messages, and each of them is stored with. */
  sharedOf(facts: ToldCall): Json;
  /** The event that a message is, or in words why it is none. */
  eventOf(message: Json, facts: ToldCall): NewCustomEvent | string;
  /** What their library wants to hear when all was taken. */
  taken(facts: ToldCall): Json;
  /** And when nothing was. */
  refused(code: string, text: string): Json;
}

/** More in one call are refused whole. */
export const MAX_MESSAGES = 2_500;
/** What a call says for all of its messages, times their number, in bytes: half a megabyte for each of 2,500 would fill the memory. */
export const MAX_SHARED_BYTES = 4_000_000;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Own values only: a message may hold names that every object has. */
export function ownValue(message: Json, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = Object.hasOwn(message, name) ? message[name] : undefined;
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

export function textOf(message: Json, ...names: readonly string[]): string | undefined {
  const value = ownValue(message, ...names);
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function jsonOf(message: Json, ...names: readonly string[]): Json {
  const value = ownValue(message, ...names);
  return isJson(value) ? value : {};
}

/** What is left of a message without what has a place of its own. */
export function without(message: Json, names: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(message).filter(([name]) => !names.has(name)));
}
