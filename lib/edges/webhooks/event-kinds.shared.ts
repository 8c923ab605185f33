import type { EventType } from "@/lib/events/ledger/event-types";

interface EventKind {
  label: string;
  /** What happened, in one sentence, for the picker and the reference. */
  about: string;
  /** Comes once a message or more: for thousands of recipients there are thousands of calls. */
  many?: true;
}

/** Every event that other programs can be told of, in the order of the picker. */
export const webhookEventKinds = {
  "contact.created": {
    label: "Contact created",
    about: "Somebody became a contact: by hand, an import, a form or the API.",
  },
  "contact.subscribed": {
    label: "Subscribed",
    about: "Somebody was put on a list, or asked to be and still has to confirm.",
  },
  "contact.unsubscribed": { label: "Unsubscribed from a list", about: "Somebody left a list, or was taken off it." },
  "message.sent": { label: "Sent", about: "The transport took the message over.", many: true },
  "message.delivered": {
    label: "Delivered",
    about: "The server of the recipient accepted the message; that is not the inbox yet.",
    many: true,
  },
  "message.deferred": {
    label: "Deferred",
    about: "The other side refused for now; the message is tried again.",
    many: true,
  },
  "message.bounced": {
    label: "Bounced",
    about: "The message was returned: hard about the mailbox, soft when tries ran out, block about sender or content.",
  },
  "message.failed": { label: "Failed", about: "The message never left, or was refused before it was taken." },
  "message.opened": {
    label: "Opened",
    about: "Pictures were loaded, by a person, a privacy proxy or a machine: actor says which.",
    many: true,
  },
  "message.clicked": {
    label: "Clicked",
    about: "A link was followed, by a person or a machine: actor says which.",
    many: true,
  },
  "message.replied": { label: "Replied", about: "A person answered the message." },
  "message.unsubscribed": {
    label: "Unsubscribed by a message",
    about: "The recipient unsubscribed by a link or the button of the mail program.",
  },
  "message.complained": { label: "Complained", about: "The recipient reported the message as spam." },
  "message.complaint_withdrawn": {
    label: "Complaint withdrawn",
    about: "The recipient said that it was no spam after all.",
  },
} as const satisfies Readonly<Record<EventType, EventKind>>;

export const webhookEventTypes = Object.keys(webhookEventKinds) as EventType[];

/** The entry of an event, with its wide type. */
export const webhookEventKind = (type: EventType): EventKind => webhookEventKinds[type];
