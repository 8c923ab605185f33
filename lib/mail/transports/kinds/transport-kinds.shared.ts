import { mailboxAbout } from "./mailbox-about.shared";
import { resendAbout } from "./resend-about.shared";
import { sesAbout } from "./ses-about.shared";
import { smtpAbout } from "./smtp-about.shared";
import type { TransportAbout } from "./transport-about.shared";

/**
 * Ways out by the name they are stored under, in the order they are offered. `mailbox` is the embedded one. A new one is its own three
 * files here, a line here, in transport-kinds.ts and components/sending/settings-forms.ts, and a migration of the
 * column's check.
 */
export const transportsByKind = {
  mailbox: mailboxAbout,
  smtp: smtpAbout,
  resend: resendAbout,
  ses: sesAbout,
} as const satisfies Readonly<Record<string, TransportAbout>>;

export type TransportKind = keyof typeof transportsByKind;
/** Kinds that a workspace can add. */
export type OwnKind = {
  [Kind in TransportKind]: (typeof transportsByKind)[Kind]["mayBeAdded"] extends false ? never : Kind;
}[TransportKind];

export const transportKinds = Object.keys(transportsByKind) as [TransportKind, ...TransportKind[]];
export const ownKinds = transportKinds.filter((kind) => transportsByKind[kind].mayBeAdded) as [OwnKind, ...OwnKind[]];

/** What people see of a kind. */
export const aboutTransport = (kind: TransportKind): TransportAbout => transportsByKind[kind];

/** The embedded mailbox: what goes there stays on this machine. */
export const isEmbedded = (kind: TransportKind): boolean => aboutTransport(kind).reach === "embedded";

/** The same of an open transport, by its own name; null for one that is no kind of a workspace's, such as the memory of a test. */
export function aboutOpen(kind: string): TransportAbout | null {
  return Object.hasOwn(transportsByKind, kind) ? aboutTransport(kind as TransportKind) : null;
}
