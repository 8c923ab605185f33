import type { Contact } from "@/lib/base/db/generated/client";

/** What Liquid sees as `contact`: custom fields by key, and the standard ones, which no field can take the place of. */
export function contactData(
  contact: Pick<Contact, "email" | "firstName" | "lastName" | "fields">,
): Record<string, unknown> {
  const fields =
    contact.fields && typeof contact.fields === "object" && !Array.isArray(contact.fields) ? contact.fields : {};
  return { ...fields, email: contact.email, first_name: contact.firstName, last_name: contact.lastName };
}
