import type { z } from "zod";
import { env } from "@/lib/base/env";
import { mailboxTransport } from "./mailbox-behaviour";
import { resendTransport } from "./resend-behaviour";
import { sesTransport } from "./ses-behaviour";
import { smtpTransport } from "./smtp-behaviour";
import type { TransportBehaviour } from "./transport-behaviour";
import type { OwnKind, TransportKind } from "./transport-kinds.shared";

/** What each kind of transport does. */
export const behaviours = {
  mailbox: mailboxTransport,
  smtp: smtpTransport,
  resend: resendTransport,
  ses: sesTransport,
} as const satisfies Readonly<Record<TransportKind, object>>;

/** The stored settings of each kind that a workspace can add. */
export type StoredSettings = {
  [Kind in OwnKind]: z.output<(typeof behaviours)[Kind]["own"]["stored"]>;
};
/** The settings of each kind without its secrets. */
export type ShownSettings = {
  [Kind in OwnKind]: ReturnType<(typeof behaviours)[Kind]["own"]["shown"]>;
};

/** What a kind does; what it is given must be of its own. */
export const behaviourOf = (kind: TransportKind) => behaviours[kind] as TransportBehaviour<unknown, unknown, unknown>;

/** Which way out the installation's settings name: the embedded mailbox when there is no real one. */
export function installedKind(): TransportKind {
  if (env.MAILBOX === "embedded") return "mailbox";
  return env.SMTP_URL ? "smtp" : "resend";
}
