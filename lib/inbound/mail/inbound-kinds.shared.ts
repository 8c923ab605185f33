export const inboundKinds = ["dsn", "arf", "unsubscribe", "reply", "auto_reply", "unknown"] as const;
export type InboundKind = (typeof inboundKinds)[number];

/** Words for people, one a kind. */
export const inboundKindLabels: Readonly<Record<InboundKind, string>> = {
  dsn: "Bounce report",
  arf: "Complaint",
  unsubscribe: "Unsubscribe",
  reply: "Reply",
  auto_reply: "Automatic answer",
  unknown: "Not understood",
};

export const inboundRoutes = ["smtp", "imap", "http"] as const;
export type InboundRoute = (typeof inboundRoutes)[number];
export const inboundRouteLabels: Readonly<Record<InboundRoute, string>> = {
  smtp: "Listener",
  imap: "Mailbox",
  http: "HTTP",
};
