import { msg } from "@/lib/language/t";
/**
 * Why somebody of the audience is not written to, in the order in which the reasons are looked at: the first that
 * applies is kept in `message.skip_reason`. The words end a sentence that begins with a number of people.
 */
export const exclusionReasons = {
  suppressed_hard_bounce: msg("suppressed after a hard bounce"),
  suppressed_soft_bounce: msg("suppressed after repeated soft bounces"),
  suppressed_complaint: msg("suppressed after a complaint"),
  suppressed_unsubscribe: msg("unsubscribed from everything"),
  suppressed_manual: msg("suppressed by hand"),
  suppressed_import: msg("suppressed by an imported list"),
  suppressed_provider: msg("suppressed by the sending provider"),
  suppressed_installation: msg("blocked for the whole installation"),
  unsubscribed: msg("unsubscribed from the list"),
  not_confirmed: msg("not confirmed yet"),
  not_subscribed: msg("not subscribed to any list"),
  excluded_list: msg("on an excluded list"),
  excluded_segment: msg("in an excluded segment"),
  invalid_address: msg("with an address that cannot be mailed"),
  contact_deleted: msg("deleted before their mail left"),
  excluded_domain: msg("at a domain that was left out during the send"),
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;
