import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { type SegmentGroup, SegmentRules } from "@/lib/people/segments/schema";
import { readLanguage, readTimeZone } from "./reader-settings.shared";

const name = (tooLong: string) => plainText().trim().max(200, tooLong).nullish();
export const TagName = plainText()
  .trim()
  .min(1, words("Give the tag a name."))
  .max(60, words("Use at most 60 characters."));

export const NO_TIME_ZONE = words("This is no time zone. Use a name such as Europe/Berlin.");
export const NO_LANGUAGE = words("This is no language. Use a code such as de or pt-BR.");

/** What `read` makes of a text; empty takes the value away. */
const readAs = (read: (text: string) => string | null, sentence: string) =>
  plainText()
    .trim()
    .max(100, sentence)
    .nullish()
    .transform((text, check) => {
      if (!text) return text === undefined ? undefined : null;
      const value = read(text);
      if (value === null) check.addIssue({ code: "custom", message: sentence });
      return value;
    });

/** By which another program knows a person. */
export const ExternalId = plainText()
  .trim()
  .min(1, words("Give an id."))
  .max(255, words("Use at most 255 characters for the id."))
  .meta({ description: "By which your program knows the person.", example: "4711" });

/** A person's details. `fields` are custom fields by key; null takes a value away. */
export const contactDetails = {
  firstName: name(words("Use at most 200 characters for the first name.")),
  lastName: name(words("Use at most 200 characters for the last name.")),
  timeZone: readAs(readTimeZone, NO_TIME_ZONE),
  language: readAs(readLanguage, NO_LANGUAGE),
  fields: z.record(z.string(), z.unknown()).optional(),
};

export const CreateContact = z.strictObject({
  email: z.string().max(1000),
  ...contactDetails,
  tags: z.array(TagName).max(50).default([]),
});
export type CreateContact = z.input<typeof CreateContact>;

export const ContactRef = z.object({ contactId: idOf("ctc") });
export type ContactRef = z.input<typeof ContactRef>;

export const AddNote = ContactRef.extend({
  text: plainText().trim().min(1, words("Write something first.")).max(5000, words("Use at most 5,000 characters.")),
});
export type AddNote = z.input<typeof AddNote>;

export const NoteRef = ContactRef.extend({ noteId: idOf("nte") });
export type NoteRef = z.input<typeof NoteRef>;

export const UpdateContact = z.strictObject({
  ...ContactRef.shape,
  externalId: ExternalId.nullish(),
  email: z.string().max(1000).optional(),
  ...contactDetails,
  tags: z.array(TagName).max(50).optional(),
});
export type UpdateContact = z.input<typeof UpdateContact>;

export const CONTACT_SORTS = ["created", "email", "activity"] as const;

/** A rule tree of segments as JSON, as it stands in an address; `readRules` reads what passed. */
const rulesText = z
  .string()
  .max(4000, words("These are too many filters. Save them as a segment."))
  .superRefine((text, check) => {
    const problem = rulesProblem(text);
    if (problem) check.addIssue({ code: "custom", message: problem });
  });

function rulesProblem(text: string): string | null {
  try {
    return SegmentRules.safeParse(JSON.parse(text)).error?.issues[0]?.message ?? null;
  } catch {
    return words("These filters cannot be read.");
  }
}

/** The rules that `ContactFilters` let in, with ids as the database has them. */
export const readRules = (rules: string): SegmentGroup => SegmentRules.parse(JSON.parse(rules));

/** What the contacts table can be narrowed by; every value may stand in the URL. */
export const ContactFilters = z.object({
  query: plainText().trim().max(254).default(""),
  list: idOf("lst").optional(),
  tag: idOf("tag").optional(),
  segment: idOf("seg").optional(),
  status: z.enum([...subscriptionStatuses, "none"]).optional(),
  suppressed: z.enum(["yes", "no"]).optional(),
  rules: rulesText.optional(),
});
export type ContactFilters = z.output<typeof ContactFilters>;

export const FindContacts = ContactFilters.extend({
  sort: z.enum(CONTACT_SORTS).default("created"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type FindContacts = z.input<typeof FindContacts>;

/** Custom fields of a workspace, and characters of a label. */
export const MAX_FIELDS = 200;
export const MAX_LABEL = 60;
/** Fields of a workspace that the search looks at. */
export const MAX_SEARCHED_FIELDS = 10;

const options = z.array(plainText().trim().min(1).max(100)).max(200, words("Use at most 200 options."));
const label = plainText()
  .trim()
  .min(1, words("Give the field a name."))
  .max(MAX_LABEL, words("Use at most 60 characters."));

/** In place of a missing value, where content that came in Resend's form names the field. */
const fallback = plainText().max(500, words("Use at most 500 characters.")).nullable();

export const CreateField = z.strictObject({
  label,
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,59}$/, words("Use lower-case letters, digits and underscores, beginning with a letter."))
    .optional(),
  type: z.enum(FIELD_TYPES),
  options: options.default([]),
  searchable: z.boolean().default(false),
  fallback: fallback.default(null),
});
export type CreateField = z.input<typeof CreateField>;

export const FieldRef = z.object({ fieldId: idOf("fld") });
export type FieldRef = z.input<typeof FieldRef>;
export const UpdateField = z.strictObject({
  ...FieldRef.shape,
  label: label.optional(),
  options: options.optional(),
  searchable: z.boolean().optional(),
  fallback: fallback.optional(),
});
export type UpdateField = z.input<typeof UpdateField>;

export const CreateTag = z.strictObject({ name: TagName });
export type CreateTag = z.input<typeof CreateTag>;
export const TagRef = z.object({ tagId: idOf("tag") });
export type TagRef = z.input<typeof TagRef>;

export const TimelineFilters = z.object({
  contactId: idOf("ctc"),
  kind: z.enum(["all", "messages", "engagement", "consent", "elsewhere"]).default("all"),
  /** A moment, or the `nextBefore` of the page before. */
  before: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)(~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d)?$/,
      "not a cursor of this list",
    )
    .refine((text) => !Number.isNaN(Date.parse(text.split("~")[0] ?? "")), "not a cursor of this list")
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type TimelineFilters = z.input<typeof TimelineFilters>;
