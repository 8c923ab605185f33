/** Languages that a workspace's mails can be marked as (BCP 47). */
export const mailLanguages = [
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

export const roleLabels = { owner: "Owner", admin: "Admin", marketer: "Marketer", analyst: "Analyst" } as const;

/** What each role is for, in one line. */
export const roleDescriptions = {
  owner: "Everything, other owners included.",
  admin: "Everything but owners: members, sending, settings.",
  marketer: "Contacts, lists, templates and campaigns, and sends them.",
  analyst: "Sees everything, changes nothing, exports nobody.",
} as const;
