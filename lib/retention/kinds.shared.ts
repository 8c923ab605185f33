import { type Msg, msg, t } from "@/lib/language/t";

/** What is kept for a limited time. */
export interface RetentionKind {
  label: Msg;
  /** Tables whose rows go, or lose something. */
  tables: readonly string[];
  /** Those whose size is shown here: each belongs to one kind. */
  measured: readonly string[];
  /** What happens to it then, for the operator. */
  what: Msg;
  /** Why for that long, for the operator. */
  why: Msg;
  unit: "days" | "months";
  /** Until an operator says otherwise. */
  usual: number;
  /** What may be set; the same number twice means that it is fixed. */
  least: number;
  most: number;
  /** An operator may also keep it for good. */
  mayKeepAll?: true;
  /** Was removed by earlier releases already, or kept by none: an upgrade need not wait with it. */
  isOld?: true;
}

type Length = Pick<RetentionKind, "unit" | "usual" | "least" | "most">;
const days = (usual: number, [least, most]: [number, number]): Length => ({ unit: "days", usual, least, most });
const months = (usual: number, [least, most]: [number, number]): Length => ({ unit: "months", usual, least, most });

/**
 * The one list of what goes by itself. A new kind is one entry here and its steps in `steps.ts`; tables without a kind stand with their
 * reason in `tests/support/kept-tables.ts`. Times follow usual practice: the French authority (CNIL) names 6 to 12 months for logs with addresses,
 * 25 months for measurements of an audience and 3 years for dealings with people who may become customers.
 */
export const retentionKinds = {
  "event-addresses": {
    label: msg("Addresses in events"),
    tables: ["event"],
    measured: [],
    what: msg(
      "IP addresses are shortened to their network (/24, IPv6 /48), browsers and mail programs to their name and kind of device. Reports stay as they are.",
    ),
    why: msg("A full address is needed to tell people from scanners, which is done within hours."),
    ...months(3, [1, 24]),
  },
  events: {
    label: msg("Events"),
    tables: ["event"],
    measured: ["event"],
    what: msg(
      "Whole months of opens, clicks, bounces and the like are deleted, and with them the history of single messages. The numbers of reports stay.",
    ),
    why: msg("Who opened what years ago helps nobody, and no table grows faster."),
    ...months(25, [3, 120]),
    mayKeepAll: true,
  },
  "custom-events": {
    label: msg("Events of other programs"),
    tables: ["custom_event"],
    measured: ["custom_event"],
    what: msg(
      "What people did elsewhere, as programs told it, is deleted. Segments and automations know nothing of it then, and a message that comes once more counts as new.",
    ),
    why: msg("Two years hold a season against the one before; whoever asks for longer buys a warehouse."),
    ...days(730, [30, 3650]),
    mayKeepAll: true,
  },
  "refused-events": {
    label: msg("Refused events"),
    tables: ["event_refusal"],
    measured: ["event_refusal"],
    what: msg("Messages that could not be taken as events, with the reason."),
    why: msg("They are read while a program is being connected or repaired."),
    ...days(7, [1, 90]),
  },
  "message-details": {
    label: msg("Details of messages"),
    tables: ["message", "message_attempt", "provider_message"],
    measured: ["message", "message_attempt", "provider_message"],
    what: msg(
      "Single tries, the words of servers and the ids of providers are deleted. The message itself stays with its outcome: a campaign's audience adds up as long as there is a report.",
    ),
    why: msg("Reports about a message arrive within days; what a server said is looked up within the year."),
    ...days(400, [30, 1825]),
  },
  "test-mails": {
    label: msg("Contents of test mails"),
    tables: ["test_content"],
    measured: ["test_content"],
    what: msg("What a test mail was made of is deleted; its links and its page in the browser then end."),
    why: msg("Nobody clicks in a test mail after that."),
    ...days(60, [7, 365]),
    isOld: true,
  },
  "email-contents": {
    label: msg("Contents of single mails"),
    tables: ["email_content", "email_attachment"],
    measured: ["email_content", "email_attachment"],
    what: msg(
      "What mails of programs said is deleted with their files; their tracked links and the way to send them once more then end. Who got one when, and what happened to it, stays.",
    ),
    why: msg(
      "Somebody asks what a receipt or a sign-in mail said within weeks; it holds more about people than any campaign.",
    ),
    ...days(60, [32, 400]),
  },
  "returned-mail": {
    label: msg("Returned mail"),
    tables: ["inbound_message"],
    measured: ["inbound_message"],
    what: msg(
      "Bounces, complaints and other machines' mail are deleted as they came. What they said is known to their messages.",
    ),
    why: msg("The source is looked at when somebody doubts how it was read, soon after it came."),
    ...days(180, [30, 1825]),
  },
  replies: {
    label: msg("Replies"),
    tables: ["reply", "reply_answer", "inbound_message"],
    measured: ["reply", "reply_answer"],
    what: msg("What people and absence notes replied is deleted, with the mail as it came and what was answered."),
    why: msg("They are letters to the company: kept as long as a dealing with a customer may need them."),
    ...days(1095, [90, 3650]),
    mayKeepAll: true,
  },
  "captured-mail": {
    label: msg("Embedded mailbox"),
    tables: ["captured_message", "simulator_action"],
    measured: ["captured_message", "simulator_action"],
    what: msg("Captured mails are deleted with what the simulated recipients did."),
    why: msg("It is for trying things out."),
    ...days(90, [1, 1825]),
  },
  audit: {
    label: msg("Audit log"),
    tables: ["audit_entry"],
    measured: ["audit_entry"],
    what: msg("Entries of workspaces' audit logs are deleted."),
    why: msg("Who changed what is asked within the usual period of limitation."),
    ...days(1095, [365, 3650]),
    mayKeepAll: true,
  },
  "security-log": {
    label: msg("Security log"),
    tables: ["security_event", "known_device"],
    measured: ["security_event", "known_device"],
    what: msg("Entries of the security log are deleted, and devices that nobody has signed in with since."),
    why: msg(
      "Thirteen months let one year be held against the one before; browsers drop a device's cookie after as long.",
    ),
    ...days(400, [180, 1825]),
    isOld: true,
  },
  sessions: {
    label: msg("Ended sessions, links and invitations"),
    tables: ["session", "auth_token", "invitation"],
    measured: ["session", "auth_token", "invitation"],
    what: msg(
      "Sessions that ended so long ago are deleted with their address and browser, mailed links and invitations that ran out too.",
    ),
    why: msg("The security log has kept that somebody signed in."),
    ...days(30, [7, 400]),
  },
  "provider-calls": {
    label: msg("Calls of providers"),
    tables: ["provider_call"],
    measured: ["provider_call"],
    what: msg("Webhook calls are deleted as they came. What they said is known to their messages."),
    why: msg("Providers repeat a call for some days, and a parked one is looked at within weeks."),
    ...days(30, [7, 365]),
    isOld: true,
  },
  webhooks: {
    label: msg("Webhooks to other programs"),
    tables: ["webhook_event", "webhook_delivery"],
    measured: ["webhook_event", "webhook_delivery"],
    what: msg(
      "Events as other programs were told of them are deleted, with every try and its answer. What was not delivered by then never is, and nothing older can be replayed.",
    ),
    why: msg("Tries end after some days; what a program missed is noticed and replayed within weeks."),
    ...days(30, [7, 365]),
  },
  imports: {
    label: msg("Refused rows and files of imports"),
    tables: ["import_refusal", "import_chunk"],
    measured: ["import_refusal", "import_chunk"],
    what: msg(
      "The rows that an import refused can no longer be downloaded; its numbers stay. The file itself goes when the import ends. Exports are never stored.",
    ),
    why: msg("They are mended and imported again soon after, or never."),
    ...days(90, [7, 730]),
  },
  notifications: {
    label: msg("Notifications"),
    tables: ["notification", "notification_seen"],
    measured: ["notification", "notification_seen"],
    what: msg("Notifications of workspaces are deleted."),
    why: msg("Nobody scrolls back that far."),
    ...days(180, [7, 730]),
    isOld: true,
  },
  "api-answers": {
    label: msg("Answers of the API"),
    tables: ["api_answer"],
    measured: ["api_answer"],
    what: msg(
      "Answers that are given again when a program repeats a call with its Idempotency-Key are deleted. They are not given again after 24 hours.",
    ),
    why: msg("A program that does not know whether its call arrived asks again within minutes."),
    ...days(1, [1, 1]),
    isOld: true,
  },
  "api-calls": {
    label: msg("Calls of the API"),
    tables: ["api_call"],
    measured: ["api_call"],
    what: msg("The list of a key's last calls: method, path without names, answer and address of the program."),
    why: msg("It is read while a program is being connected or repaired."),
    ...days(7, [1, 90]),
    isOld: true,
  },
  "job-history": {
    label: msg("Finished jobs"),
    tables: ["queue"],
    measured: ["queue"],
    what: msg("The queue itself deletes jobs a week after they ended."),
    why: msg("Jobs hold ids only, and mails of the product sealed."),
    ...days(7, [7, 7]),
    isOld: true,
  },
} as const satisfies Record<string, RetentionKind>;

export type RetentionKindName = keyof typeof retentionKinds;
export const retentionKindNames = Object.keys(retentionKinds) as RetentionKindName[];

/** The entry of a kind, with its wide types. */
export const retentionKind = (name: RetentionKindName): RetentionKind => retentionKinds[name];

const DAYS_OF_YEAR = 365;

/** A length of time in words: "25 months", "1 day", "3 years", "for good". */
export function keptText(unit: RetentionKind["unit"], keep: number | null): string {
  if (keep === null) return t("for good");
  if (unit === "months") return t("{count, plural, one {# month} other {# months}}", { count: keep });
  return keep > DAYS_OF_YEAR && keep % DAYS_OF_YEAR === 0
    ? t("{count, plural, one {# year} other {# years}}", { count: keep / DAYS_OF_YEAR })
    : t("{count, plural, one {# day} other {# days}}", { count: keep });
}
