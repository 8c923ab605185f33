/**
 * Why somebody of the audience is not written to, in the order in which the reasons are looked at: the first that
 * applies is kept in `message.skip_reason`. The words end a sentence that begins with a number of people.
 */
export const exclusionReasons = {
  suppressed_hard_bounce: "suppressed after a hard bounce",
  suppressed_soft_bounce: "suppressed after repeated soft bounces",
  suppressed_complaint: "suppressed after a complaint",
  suppressed_unsubscribe: "unsubscribed from everything",
  suppressed_manual: "suppressed by hand",
  suppressed_import: "suppressed by an imported list",
  suppressed_provider: "suppressed by the sending provider",
  suppressed_installation: "blocked for the whole installation",
  unsubscribed: "unsubscribed from the list",
  not_confirmed: "not confirmed yet",
  not_subscribed: "not subscribed to any list",
  excluded_list: "on an excluded list",
  excluded_segment: "in an excluded segment",
  invalid_address: "with an address that cannot be mailed",
  contact_deleted: "deleted before their mail left",
  excluded_domain: "at a domain that was left out during the send",
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;
