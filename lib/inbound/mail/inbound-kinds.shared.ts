import { type Msg, maybeMsg, msg } from "@/lib/language/t";

export const inboundKinds = ["dsn", "arf", "unsubscribe", "reply", "auto_reply", "unknown"] as const;
export type InboundKind = (typeof inboundKinds)[number];

/** Words for people, one a kind. */
export const inboundKindLabels: Readonly<Record<InboundKind, Msg>> = {
  dsn: msg("Bounce report"),
  arf: msg("Complaint"),
  unsubscribe: msg("Unsubscribe", "somebody unsubscribed"),
  reply: msg("Reply"),
  auto_reply: msg("Automatic answer"),
  unknown: msg("Not understood"),
};

export const inboundRoutes = ["smtp", "imap", "http"] as const;
export type InboundRoute = (typeof inboundRoutes)[number];
export const inboundRouteLabels: Readonly<Record<InboundRoute, Msg>> = {
  smtp: msg("Listener"),
  imap: msg("Mailbox"),
  http: maybeMsg("HTTP"),
};
