import { statusOf, toAppError } from "@/lib/base/http/error-response";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { createContact } from "@/lib/people/contacts/create-contact";
import { UpdateContact } from "@/lib/people/contacts/schema";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { type Case, compare } from "./case";
import { freshWorkspace } from "./workspace";

const REFUSED: readonly object[] = [
  { timeZone: "Mars/Olympus" },
  { timeZone: "+02:00" },
  { language: "not a language" },
  { timezone: "Europe/Berlin" },
  { time_zone: "Europe/Berlin" },
  { createdAt: "2026-01-01" },
  { source: "api" },
  { firstName: "Jane", nickname: "J" },
  { fields: { nothing: "x" } },
];

/** What a change of a contact says is stored, or refused with the name of what cannot be. */
export const contactWrites: readonly Case[] = [
  {
    name: "a change of a contact with a time zone: stored; what cannot be is refused",
    files: [],
    database: true,
    async run() {
      const ctx = await freshWorkspace();
      const { id: contactId } = await createContact(ctx, { email: "tz@case.test" });
      await updateContact(ctx, { contactId, timeZone: "europe/berlin", language: "PT_br" });
      const { timeZone, language } = await contactProfile(ctx, contactId);
      const statuses: string[] = [];
      for (const change of REFUSED) {
        const status = await Promise.resolve()
          .then(() => updateContact(ctx, UpdateContact.parse({ ...change, contactId })))
          .then(
            () => 200,
            (error: unknown) => statusOf[toAppError(error).code],
          );
        if (status !== 422) statuses.push(`${JSON.stringify(change)} ${status}`);
      }
      await updateContact(ctx, { contactId, timeZone: "" });
      return compare({
        stored: [
          [timeZone, language],
          ["Europe/Berlin", "pt-BR"],
        ],
        "not refused": [statuses, []],
        "taken away": [(await contactProfile(ctx, contactId)).timeZone, null],
      });
    },
  },
];
