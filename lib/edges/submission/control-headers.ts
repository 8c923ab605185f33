import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { unstorable } from "@/lib/base/http/storable-json";
import { ScheduledAt } from "@/lib/emails/schema";
import { type RawField, rawValue } from "@/lib/mail/mime/raw-mail";
import { decodeWords } from "@/lib/mail/read/mime-tree";
import { refusals } from "./refusal";

/** What headers of a mail say to us and not to its reader. They are taken out before it is passed on. */
export interface Controls {
  /** In their order; one name once. */
  tags: Map<string, string>;
  idempotencyKey: string | null;
  template: { id: string } | { alias: string } | null;
  variables: Record<string, z.core.util.JSONType>;
  topicId: string | null;
  scheduledAt: Date | null;
  trackOpens: boolean;
  trackClicks: boolean;
}

/** Takes up one value; throws Error with what is wrong with it. `rest` is what follows the beginning of a name. */
type Take = (controls: Controls, value: string, rest: string) => void;

const MOST_TAGS = 10;
const tagText = /^[A-Za-z0-9_-]{1,256}$/;

function ownTag(controls: Controls, name: string, value: string): void {
  if (!tagText.test(name) || !tagText.test(value))
    throw new Error("Use ASCII letters, digits, _ and - in names and values of tags, at most 256 of them.");
  if (controls.tags.has(name)) throw new Error(`The tag ${name} stands there twice.`);
  if (controls.tags.size === MOST_TAGS) throw new Error(`Use at most ${MOST_TAGS} tags.`);
  controls.tags.set(name, value);
}

/** Of another service's headers nothing is refused for its form: what does not fit is made to, and what is too much is left out. */
function theirTag(controls: Controls, name: string, value: unknown): void {
  const clean = (text: string) =>
    text
      .trim()
      .replace(/[^A-Za-z0-9_-]+/g, "_")
      .slice(0, 256);
  const shown = clean(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  const base = clean(name);
  if (base === "" || shown === "" || controls.tags.size === MOST_TAGS) return;
  let free = base;
  for (let number = 2; controls.tags.has(free); number++) free = `${base.slice(0, 250)}_${number}`;
  controls.tags.set(free, shown);
}

/** A few ways of saying yes, as these services have them. */
const isYes = (value: string) => /^(yes|true|1|on|htmlonly|htmlandtext)$/i.test(value);

function ownFlag(value: string): boolean {
  if (!/^(yes|no|true|false)$/i.test(value)) throw new Error("Say true or false.");
  return isYes(value);
}

function jsonObject(value: string): Record<string, z.core.util.JSONType> {
  const read = z.record(z.string(), z.json()).safeParse(parsed(value));
  if (!read.success) throw new Error("Give an object in JSON.");
  const problem = unstorable(read.data);
  if (problem) throw new Error(problem);
  return read.data;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function pairs(value: string, take: (name: string, value: string) => void): void {
  for (const pair of value.split(",").map((text) => text.trim())) {
    const at = pair.indexOf("=");
    if (pair !== "") take(at < 0 ? "tag" : pair.slice(0, at).trim(), at < 0 ? pair : pair.slice(at + 1).trim());
  }
}

function readWith<T>(schema: z.ZodType<T>, value: string, otherwise?: string): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(otherwise ?? read.error.issues[0]?.message ?? "It cannot be read.");
  return read.data;
}

function idempotency(controls: Controls, value: string): void {
  if (!/^[\x21-\x7e]{1,255}$/.test(value)) throw new Error("Give 1 to 255 printable ASCII characters without blanks.");
  controls.idempotencyKey = value;
}

const template: Take = (controls, value) => {
  const id = idOf("tpl").safeParse(value);
  if (!id.success && !/^[\w.-]{1,100}$/.test(value)) throw new Error("Name a template by its alias or its id.");
  controls.template = id.success ? { id: id.data } : { alias: value };
};

/** The one header by which programs that mailed by SendGrid say everything. */
const sendGrid: Take = (controls, value) => {
  const said = jsonObject(value);
  for (const name of ["to", "sub", "section"] as const)
    if (said[name] !== undefined)
      throw new Error(`"${name}" is not known here: name recipients in the envelope, and send one mail to each.`);
  const { category, unique_args: args, send_at: at } = said;
  for (const each of [category].flat()) if (each !== undefined) theirTag(controls, "category", each);
  if (args && typeof args === "object" && !Array.isArray(args))
    for (const [name, arg] of Object.entries(args)) theirTag(controls, name, arg);
  if (typeof at === "number" && at > 0 && at < 1e11) controls.scheduledAt = new Date(at * 1000);
};

const nothing: Take = () => {};

/** By the whole name of the header in lower case. */
const byName: ReadonlyMap<string, Take> = new Map<string, Take>([
  // Of the product's own mails, which a mail server may pass on.
  ["x-homing-system", nothing],
  ["x-homing-tag", (controls, value) => pairs(value, (name, tag) => ownTag(controls, name, tag))],
  ["x-homing-stream", (controls, value) => ownTag(controls, "stream", value)],
  ["x-homing-idempotency-key", idempotency],
  ["x-homing-template", template],
  ["x-homing-variables", (controls, value) => Object.assign(controls, { variables: jsonObject(value) })],
  [
    "x-homing-topic",
    (controls, value) => {
      controls.topicId = readWith(idOf("lst"), value, "Give the id of a list, lst_…");
    },
  ],
  [
    "x-homing-scheduled-at",
    (controls, value) => {
      controls.scheduledAt = readWith(ScheduledAt, value);
    },
  ],
  ["x-homing-track-opens", (controls, value) => Object.assign(controls, { trackOpens: ownFlag(value) })],
  ["x-homing-track-clicks", (controls, value) => Object.assign(controls, { trackClicks: ownFlag(value) })],
  ["resend-idempotency-key", idempotency],
  ["x-pm-tag", (controls, value) => theirTag(controls, "tag", value)],
  ["x-pm-message-stream", (controls, value) => theirTag(controls, "stream", value)],
  ["x-pm-trackopens", (controls, value) => Object.assign(controls, { trackOpens: isYes(value) })],
  ["x-pm-tracklinks", (controls, value) => Object.assign(controls, { trackClicks: isYes(value) })],
  ["x-ses-configuration-set", (controls, value) => theirTag(controls, "configuration-set", value)],
  ["x-ses-message-tags", (controls, value) => pairs(value, (name, tag) => theirTag(controls, name, tag))],
  ["x-mailgun-tag", (controls, value) => theirTag(controls, "tag", value)],
  [
    "x-mailgun-variables",
    (controls, value) => {
      for (const [name, one] of Object.entries(jsonObject(value))) theirTag(controls, name, one);
    },
  ],
  [
    "x-mailgun-track",
    (controls, value) => Object.assign(controls, { trackOpens: isYes(value), trackClicks: isYes(value) }),
  ],
  ["x-mailgun-track-opens", (controls, value) => Object.assign(controls, { trackOpens: isYes(value) })],
  ["x-mailgun-track-clicks", (controls, value) => Object.assign(controls, { trackClicks: isYes(value) })],
  ["x-smtpapi", sendGrid],
]);

/** By how the name begins. Those of other services that say nothing to us are taken out too: they were never meant for readers. */
const byStart: readonly (readonly [string, Take])[] = [
  ["x-homing-metadata-", (controls, value, rest) => ownTag(controls, rest, value)],
  [
    "x-homing-",
    () => {
      throw new Error("There is no such header.");
    },
  ],
  ["x-pm-metadata-", (controls, value, rest) => theirTag(controls, rest, value)],
  ["x-pm-", nothing],
  ["x-ses-", nothing],
  ["x-mailgun-", nothing],
];

function takeOf(name: string): { take: Take; rest: string } | null {
  const take = byName.get(name);
  if (take) return { take, rest: "" };
  const [start, other] = byStart.find(([beginning]) => name.startsWith(beginning)) ?? [];
  return start !== undefined && other ? { take: other, rest: name.slice(start.length) } : null;
}

/** True for a header that is for us and not for the reader. */
export const isControl = (name: string): boolean => takeOf(name) !== null;

/** What the headers of a mail say to us. Throws a Refusal that names the header. */
export function readControls(fields: readonly RawField[]): Controls {
  const controls: Controls = {
    ...{ tags: new Map(), idempotencyKey: null, template: null, variables: {}, topicId: null, scheduledAt: null },
    ...{ trackOpens: false, trackClicks: false },
  };
  for (const field of fields) {
    const found = takeOf(field.name);
    if (!found) continue;
    try {
      found.take(controls, decodeWords(rawValue(field)).trim(), found.rest);
    } catch (error) {
      throw refusals.badHeader(field.text.slice(0, field.text.indexOf(":")).trim(), (error as Error).message);
    }
  }
  return controls;
}
