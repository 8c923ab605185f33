import type { z } from "zod";
import { invalid } from "@/lib/base/errors";
import type { MailTransport } from "@/lib/mail/transport";

/** What a kind does with settings of a workspace's own. */
export interface OwnSettings<Settings, Fields, Changes> {
  /** What the API takes to add such settings. */
  fields: z.ZodObject;
  /** And to change them: what is not given stays, an empty secret too. */
  changes: z.ZodObject;
  /** What is sealed in the column. */
  stored: z.ZodType<Settings>;
  /** As they are stored, of what the API was given. */
  from(fields: Fields): Settings;
  /** What they become by a change. Throws `invalid` with the field where a saved secret must not be taken over. */
  changed(old: Settings, changes: Changes): Settings;
  /** Checks what no single field can say. Throws `invalid` with the field. */
  check(settings: Settings): void;
  /** Without secrets: for forms and the audit log. */
  shown(settings: Settings): object;
}

/** What a kind of transport does. `own` null: it follows the installation's settings. */
export interface TransportBehaviour<Settings, Fields = never, Changes = never> {
  /** Nothing is connected yet. Throws a RangeError in words when a setting is missing or wrong. */
  open(own: Settings | null, connections: number | undefined): MailTransport;
  /** What is missing in the installation's settings, in words; null when it can be opened without own ones. */
  missing(): string | null;
  /** Where it leads, without secrets: `mail.example.com:587`. */
  target(own: Settings | null): string;
  own: OwnSettings<Settings, Fields, Changes> | null;
}

export const fieldError = (field: string, text: string) => invalid(text, { [field]: text });

/** Without the fields that were not given. */
export function given<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
