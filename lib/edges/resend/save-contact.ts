import { z } from "zod";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError, conflict, notFound } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { contactIdOf } from "@/lib/people/contacts/contact-id";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { addListMember, isListMember } from "@/lib/people/lists/members";
import { setTopic } from "@/lib/people/lists/topics";
import { comeBack, leaveEverything } from "@/lib/people/preferences/everything";
import { upsertContact } from "@/lib/people/upserts/upsert-contact";
import { GIVEN } from "./contact";
import { findGroup } from "./group";

const nameText = z.string().nullish();
const values = {
  first_name: nameText,
  last_name: nameText,
  unsubscribed: z.boolean().nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
};
export const TopicChoice = z.object({ id: z.string(), subscription: z.enum(["opt_in", "opt_out"]) });

export const NewContact = z.object({
  email: z.string().min(1, "Give an address."),
  ...values,
  audience_id: z.string().nullish(),
  segments: z
    .array(z.union([z.string(), z.object({ id: z.string() })]))
    .max(50)
    .nullish(),
  topics: z.array(TopicChoice).max(50).nullish(),
});
export type NewContact = z.output<typeof NewContact>;

export const ContactChanges = z.object({ email: z.string().optional(), ...values });
export type ContactChanges = z.output<typeof ContactChanges>;

/**
 * Adds a contact, or changes the one with this address. Programs send the same for everybody again and again: neither `unsubscribed: false` nor a topic
 * brings back who has left. All of it or nothing. Answers the UUID.
 */
export async function createFromResend(ctx: KeyCtx, given: NewContact, audienceId: string | null): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const { email, first_name: firstName, last_name: lastName, properties } = given;
    const fields = properties ?? undefined;
    const { id } = await asProperties(upsertContact(tx, { email, firstName, lastName, fields }));
    const named = given.segments?.map((one) => (typeof one === "string" ? one : one.id)) ?? [];
    for (const each of new Set([audienceId, given.audience_id, ...named])) if (each) await join(tx, id, each);
    for (const topic of given.topics ?? []) await choose(tx, id, topic, { askedFor: false });
    if (given.unsubscribed) await leaveEverything(tx, { contactId: id, wording: GIVEN });
    return id;
  });
}

/**
 * Changes what is given; `unsubscribed` in both directions, with proof: what a program said it may take back, and never what the person did. All of it
 * or nothing.
 */
export async function changeFromResend(ctx: KeyCtx, contactId: string, given: ContactChanges): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { email, first_name: firstName, last_name: lastName, properties, unsubscribed } = given;
    const changes = { email, firstName, lastName, fields: properties ?? undefined };
    if (Object.values(changes).some((value) => value !== undefined))
      await asProperties(updateContact(tx, { ...changes, contactId }));
    if (unsubscribed === true) await leaveEverything(tx, { contactId, wording: GIVEN });
    if (unsubscribed === false) await comeBack(tx, { contactId, wording: GIVEN });
  });
}

/** Puts a contact into a segment. Throws `conflict` for one that rules fill. */
export async function join(ctx: KeyCtx, contactId: string, audienceId: string): Promise<void> {
  const listId = listOnly(await findGroup(ctx, audienceId));
  await addListMember(ctx, { contactId, listId, wording: GIVEN });
}

export function listOnly({ kind, id }: { kind: "list" | "segment"; id: string }): string {
  if (kind === "list") return id;
  throw conflict("The rules of this segment say who is in it. Nobody can be put into it or taken out.");
}

/** Notes what a person said about a topic. */
export const choose = (
  ctx: KeyCtx,
  contactId: string,
  { id, subscription }: z.output<typeof TopicChoice>,
  { askedFor }: { askedFor: boolean },
) => setTopic(ctx, { contactId, listId: id, wants: subscription === "opt_in", wording: GIVEN, askedFor });

/** The contact of a path, within a list where the path names one. Throws `not_found`, also for who is not on the list. */
export async function contactOfPath(ctx: KeyCtx, name: string, listId: string | null): Promise<string> {
  const contactId = await contactIdOf(ctx, name);
  if (listId !== null && !(await isListMember(ctx, { contactId, listId }))) throw notFound("contact");
  return contactId;
}

/** Custom fields have another name here. */
async function asProperties<T>(saved: Promise<T>): Promise<T> {
  try {
    return await saved;
  } catch (error) {
    if (!(error instanceof AppError) || !error.fields) throw error;
    const named = Object.entries(error.fields).map(([field, text]) => [field.replace(/^fields\b/, "properties"), text]);
    throw new AppError(error.code, error.message, Object.fromEntries(named));
  }
}
