import type { ToldType } from "@/lib/events/outbox/told-facts";
import { words } from "@/lib/language/t";

interface EventKind {
  label: string;
  /** What happened, in one sentence: for the picker, said by `t`, and for the reference. */
  about: string;
  /** Comes once a message or more: for thousands of recipients there are thousands of calls. */
  many?: true;
}

/** Every event that other programs can be told of, in the order of the picker. */
export const webhookEventKinds = {
  "contact.created": {
    label: "Contact created",
    about: words("Somebody became a contact: by hand, an import, a form or the API."),
  },
  "contact.subscribed": {
    label: "Subscribed",
    about: words("Somebody was put on a list, or asked to be and still has to confirm."),
  },
  "contact.unsubscribed": {
    label: "Unsubscribed from a list",
    about: words("Somebody left a list, or was taken off it."),
  },
  "contact.updated": {
    label: "Contact updated",
    about: words("Details, fields or tags of one contact, or of up to a thousand at once, were changed."),
  },
  "contact.deleted": {
    label: "Contact deleted",
    about: words("Somebody was erased: by hand or by a program. Erase them on your side too."),
  },
  "contacts.changed": {
    label: "Many contacts changed",
    about: words(
      "An import has ended, or a tag of more than a thousand contacts was changed: told once, and not for each of them.",
    ),
  },
  "suppression.added": {
    label: "Address suppressed",
    about: words("An address must not be mailed: it bounced, complained, unsubscribed, or was added by somebody."),
  },
  "suppression.removed": { label: "Suppression removed", about: words("An address may be mailed again.") },
  "suppressions.changed": {
    label: "Many addresses suppressed",
    about: words(
      "A file, or the list of a provider, has put addresses on the list: told once, and not for each of them.",
    ),
  },
  "campaign.scheduled": { label: "Campaign scheduled", about: words("A time to send it was set, or moved.") },
  "campaign.unscheduled": {
    label: "Campaign unscheduled",
    about: words("It is a draft again: taken off the schedule, or given back as it could not be sent."),
  },
  "campaign.started": {
    label: "Campaign started",
    about: words("Its audience is being frozen, and the first mails leave."),
  },
  "campaign.paused": { label: "Campaign paused", about: words("By a person, or by the brake: reason says why.") },
  "campaign.resumed": { label: "Campaign resumed", about: words("It goes on where it stopped.") },
  "campaign.finished": {
    label: "Campaign finished",
    about: words("The last mail was handed over; some may still be tried again."),
  },
  "campaign.cancelled": { label: "Campaign cancelled", about: words("It was ended for good.") },
  "message.sent": { label: "Sent", about: words("The transport took the message over."), many: true },
  "message.delivered": {
    label: "Delivered",
    about: words("The server of the recipient accepted the message; that is not the inbox yet."),
    many: true,
  },
  "message.deferred": {
    label: "Deferred",
    about: words("The other side refused for now; the message is tried again."),
    many: true,
  },
  "message.bounced": {
    label: "Bounced",
    about: words(
      "The message was returned: hard about the mailbox, soft when tries ran out, block about sender or content.",
    ),
  },
  "message.failed": { label: "Failed", about: words("The message never left, or was refused before it was taken.") },
  "message.opened": {
    label: "Opened",
    about: words("Pictures were loaded, by a person, a privacy proxy or a machine: actor says which."),
    many: true,
  },
  "message.clicked": {
    label: "Clicked",
    about: words("A link was followed, by a person or a machine: actor says which."),
    many: true,
  },
  "message.replied": { label: "Replied", about: words("A person answered the message.") },
  "message.unsubscribed": {
    label: "Unsubscribed by a message",
    about: words("The recipient unsubscribed by a link or the button of the mail program."),
  },
  "message.complained": { label: "Complained", about: words("The recipient reported the message as spam.") },
  "message.complaint_withdrawn": {
    label: "Complaint withdrawn",
    about: words("The recipient said that it was no spam after all."),
  },
} as const satisfies Readonly<Record<ToldType, EventKind>>;

export const webhookEventTypes = Object.keys(webhookEventKinds) as ToldType[];

/** The entry of an event, with its wide type. */
export const webhookEventKind = (type: ToldType): EventKind => webhookEventKinds[type];
