import { type Msg, msg } from "@/lib/language/t";

/** How much of a limit that an operator set is used. */
export interface LimitUse {
  name: "mails" | "contacts" | "senders";
  limit: number;
  used: number;
}

export interface OwnStanding {
  /** Why the workspace neither sends nor imports, in words; null when it may. */
  suspended: string | null;
  limits: LimitUse[];
}

export const limitLabels: Readonly<Record<LimitUse["name"], Msg>> = {
  mails: msg("Mails this month"),
  contacts: msg("Contacts"),
  senders: msg("Senders"),
};

/** From this share of a limit on people are told that it is near. */
const NEAR_SHARE = 0.8;

/** Whether a limit is so near that people should know; of senders, which nobody runs out of by surprise, only their page says it. */
export function isNear({ name, limit, used }: LimitUse): boolean {
  return name !== "senders" && used >= limit * NEAR_SHARE;
}
