export const actionKinds = [
  "open",
  "proxy_open",
  "bot_open",
  "click",
  "bot_click",
  "bounce_hard",
  "bounce_soft",
  "complaint",
  "unsubscribe",
  "unsubscribe_mail",
  "reply",
  "auto_reply",
  "refuse",
  "defer",
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Words for people, one a kind. */
export const actionLabels: Readonly<Record<ActionKind, string>> = {
  open: "Opened",
  proxy_open: "Opened by a privacy proxy",
  bot_open: "Opened by a scanner",
  click: "Clicked",
  bot_click: "Links followed by a scanner",
  bounce_hard: "Hard bounce",
  bounce_soft: "Soft bounce",
  complaint: "Marked as spam",
  unsubscribe: "Unsubscribed",
  unsubscribe_mail: "Unsubscribed by mail",
  reply: "Answered",
  auto_reply: "Absence note",
  refuse: "Refused at the door",
  defer: "Deferred once",
};
