import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { ContactFilters, CreateContact, TagName } from "@/lib/people/contacts/schema";

const details = {
  name: plainText().trim().min(1, words("Give the list a name.")).max(120, words("Use at most 120 characters.")),
  description: plainText().trim().max(500, words("Use at most 500 characters.")),
  /** Shown on the recipient's preference page. */
  isPublic: z.boolean(),
  doubleOptIn: z.boolean(),
  /** A topic of single mails and campaigns: whether who never said anything wants it. Null: a plain list. */
  topicOptIn: z
    .boolean()
    .nullable()
    .meta({
      description: words(
        "A topic: true when who never said anything gets it, false when only who asked does. Null: a plain list.",
      ),
    }),
};

export const CreateList = z.strictObject({
  name: details.name,
  description: details.description.default(""),
  isPublic: details.isPublic.default(true),
  doubleOptIn: details.doubleOptIn.default(false),
  topicOptIn: details.topicOptIn.default(null),
});
export type CreateList = z.input<typeof CreateList>;

export const ListRef = z.object({ listId: idOf("lst") });
export type ListRef = z.input<typeof ListRef>;

export const UpdateList = z.strictObject({
  ...ListRef.shape,
  name: details.name.optional(),
  description: details.description.optional(),
  isPublic: details.isPublic.optional(),
  doubleOptIn: details.doubleOptIn.optional(),
});
export type UpdateList = z.input<typeof UpdateList>;

export const ListFilters = z.object({ archived: z.enum(["no", "yes"]).default("no") });
export type ListFilters = z.input<typeof ListFilters>;

const method = z.enum(["import", "manual", "form", "api", "one_click", "preference_page", "mailto", "complaint"]);

export const SubscribeContact = z.object({
  listId: idOf("lst"),
  contactId: idOf("ctc"),
  /** `pending` waits for the confirmation mail of a double opt-in. */
  status: z.enum(subscriptionStatuses).exclude(["unsubscribed"]).default("confirmed"),
  /** Where and how the person agreed. */
  consent: plainText().trim().min(1, words("Say where and how this person agreed.")).max(1000),
  method: method.default("manual"),
});
export type SubscribeContact = z.input<typeof SubscribeContact>;

export const UnsubscribeContact = z.object({
  contactId: idOf("ctc"),
  /** Without a list: from all of them. */
  listId: idOf("lst").optional(),
  method: method.default("manual"),
  reason: plainText().trim().max(500).optional(),
  messageId: z.uuid().optional(),
  userAgent: plainText().max(1000).optional(),
});
export type UnsubscribeContact = z.input<typeof UnsubscribeContact>;

const consentText = plainText().trim().max(1000, words("Use at most 1000 characters for the consent."));

export const CreateSubscriber = CreateContact.extend({
  listIds: z.array(idOf("lst")).max(50).default([]),
  /** Where and how the person agreed; required when lists are given. */
  consent: consentText.default(""),
});
export type CreateSubscriber = z.input<typeof CreateSubscriber>;

/** Either the contacts ticked, or everybody the filters find. */
export const ContactSelection = z.union([
  z.strictObject({ ids: z.array(idOf("ctc")).min(1, words("Choose at least one contact.")).max(1000) }),
  z.strictObject({ filters: ContactFilters }),
]);

export const ChangeContacts = z.strictObject({
  selection: ContactSelection,
  change: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("add_to_list"),
      listId: idOf("lst"),
      consent: consentText.min(1, words("Say where and how these people agreed.")),
    }),
    z.strictObject({ kind: z.literal("remove_from_list"), listId: idOf("lst") }),
    z.strictObject({ kind: z.literal("add_tag"), tag: TagName }),
    z.strictObject({ kind: z.literal("remove_tag"), tagId: idOf("tag") }),
    z.strictObject({ kind: z.literal("erase") }),
  ]),
});
export type ChangeContacts = z.input<typeof ChangeContacts>;
