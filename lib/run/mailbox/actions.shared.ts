import { type Msg, msg } from "@/lib/language/t";

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
export const actionLabels: Readonly<Record<ActionKind, Msg>> = {
  open: msg("Opened"),
  proxy_open: msg("Opened by a privacy proxy"),
  bot_open: msg("Opened by a scanner"),
  click: msg("Clicked"),
  bot_click: msg("Links followed by a scanner"),
  bounce_hard: msg("Hard bounce"),
  bounce_soft: msg("Soft bounce"),
  complaint: msg("Marked as spam"),
  unsubscribe: msg("Unsubscribed"),
  unsubscribe_mail: msg("Unsubscribed by mail"),
  reply: msg("Answered"),
  auto_reply: msg("Absence note"),
  refuse: msg("Refused at the door"),
  defer: msg("Deferred once"),
};
