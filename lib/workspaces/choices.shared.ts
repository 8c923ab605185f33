import type { Role } from "@/lib/base/permissions.shared";
import { type Msg, msg } from "@/lib/language/t";

/** Languages that a workspace's mails can be marked as (BCP 47). */
export const mailLanguages = [
  "ar",
  "cs",
  "da",
  "de",
  "en",
  "es",
  "fi",
  "fr",
  "it",
  "ja",
  "ko",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "sv",
  "tr",
  "uk",
  "zh",
] as const;

/** Languages whose numbers and dates a workspace can use (BCP 47). */
export const workspaceLocales = [
  "en",
  "en-GB",
  "en-US",
  "cs",
  "da",
  "de",
  "de-AT",
  "de-CH",
  "es",
  "fi",
  "fr",
  "it",
  "ja",
  "ko",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "sv",
  "tr",
  "uk",
  "zh",
] as const;

export const roleLabels: Readonly<Record<Role, Msg>> = {
  owner: msg("Owner"),
  admin: msg("Admin"),
  marketer: msg("Marketer"),
  analyst: msg("Analyst"),
};

/** The same within a sentence: "Ann invites you as {role}." */
export const roleNouns: Readonly<Record<Role, Msg>> = {
  owner: msg("owner", "a role, within a sentence"),
  admin: msg("admin", "a role, within a sentence"),
  marketer: msg("marketer", "a role, within a sentence"),
  analyst: msg("analyst", "a role, within a sentence"),
};

/** What each role is for, in one line. */
export const roleDescriptions: Readonly<Record<Role, Msg>> = {
  owner: msg("Everything, other owners included."),
  admin: msg("Everything but owners: members, sending, settings."),
  marketer: msg("Contacts, lists, templates and campaigns, and sends them."),
  analyst: msg("Sees everything, changes nothing, exports nobody."),
};
