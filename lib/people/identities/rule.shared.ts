import { type Msg, msg } from "@/lib/language/t";

/** Where a trait can go: a detail of the contact, one of its custom fields (`field:` and the key), or nowhere. */
export const traitTargets = ["email", "firstName", "lastName", "fullName", "timeZone", "language", "ignore"] as const;
export type TraitTarget = (typeof traitTargets)[number] | `field:${string}`;

export const targetLabels: Readonly<Record<(typeof traitTargets)[number], Msg>> = {
  email: msg("E-mail address"),
  firstName: msg("First name"),
  lastName: msg("Last name"),
  fullName: msg("Whole name"),
  timeZone: msg("Time zone"),
  language: msg("Language"),
  ignore: msg("Not used"),
};

/** What an event that says who somebody is may do to contacts. Consent is no part of it: nobody is put on a list by a trait. */
export interface IdentityRule {
  /** Whether somebody whom nobody knows yet becomes a contact, without any subscription, once there is an address. */
  createsContacts: boolean;
  /** Whether the address of a contact who was found by the id of the other program may change, where a key says it that may change contacts. */
  changesAddresses: boolean;
  /** Whether a trait that is not named below goes to the custom field with the same key, if there is one. */
  usesSameKeys: boolean;
  /** By the name of the trait; parts of one in it with a dot: `address.city`. */
  traits: readonly { trait: string; to: TraitTarget }[];
}

/** The reserved traits of the Segment specification that a contact has a place for. */
export const usualRule: IdentityRule = {
  createsContacts: true,
  changesAddresses: false,
  usesSameKeys: true,
  traits: [
    { trait: "email", to: "email" },
    { trait: "firstName", to: "firstName" },
    { trait: "first_name", to: "firstName" },
    { trait: "lastName", to: "lastName" },
    { trait: "last_name", to: "lastName" },
    { trait: "name", to: "fullName" },
    { trait: "timezone", to: "timeZone" },
    { trait: "locale", to: "language" },
    { trait: "language", to: "language" },
  ],
};
