/** What a workspace's mails and public pages are written in (BCP 47): what was chosen, else the language of its numbers. */
export const mailLanguageOf = (workspace: { locale: string; mailLanguage: string | null }): string =>
  workspace.mailLanguage ?? workspace.locale;
