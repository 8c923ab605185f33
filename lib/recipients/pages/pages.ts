import type { PreferenceList } from "@/lib/people/preferences/save-preferences";
import type { PageBrand } from "./brand";
import { html } from "./html";
import { type PublicPage, publicPage } from "./layout";
import { fill, type PageLanguage, pageStrings } from "./strings";

/** The recipient, the sender and the language of a page. */
export interface PageReader {
  brand: PageBrand;
  language: PageLanguage;
  /** Already masked: mail is forwarded, and whoever opens the link sees this. */
  email: string;
}

/** Asks whether to unsubscribe; only its form (a POST) changes anything. `lists` empty means from all marketing mail. */
export function unsubscribePage(
  reader: PageReader,
  input: { lists: readonly string[]; action: string; preferencesHref: string },
): PublicPage {
  const text = pageStrings(reader.language);
  const values = { email: reader.email, workspace: reader.brand.name, list: input.lists[0] ?? "" };
  const sentence = [text.unsubscribeFromAll, text.unsubscribeFromList][input.lists.length] ?? text.unsubscribeFromLists;
  return publicPage({
    ...reader,
    title: text.unsubscribeTitle,
    content: html`<h1>${text.unsubscribeQuestion}</h1>
<p>${fill(sentence, values)}</p>
${input.lists.length > 1 && html`<ul>${input.lists.map((list) => html`<li>${list}</li>`)}</ul>`}
<form method="post" action="${input.action}"><input type="hidden" name="action" value="unsubscribe"><button type="submit">${text.unsubscribeButton}</button></form>
<p><a href="${input.preferencesHref}">${text.preferencesLink}</a></p>`,
  });
}

/** Longest answer to the question why. */
export const longestWhy = 500;

/** Says that the unsubscribe happened. `whyAction` takes the answer to the question why, which nobody has to give; null asks nothing. */
export function unsubscribedPage(
  reader: PageReader,
  input: { fromAll: boolean; preferencesHref: string; whyAction: string | null },
): PublicPage {
  const text = pageStrings(reader.language);
  const values = { email: reader.email, workspace: reader.brand.name };
  return publicPage({
    ...reader,
    title: text.doneTitle,
    content: html`<h1>${text.doneTitle}</h1>
<p>${fill(input.fromAll ? text.doneFromAll : text.doneFromLists, values)}</p>
${
  input.whyAction !== null &&
  html`<form method="post" action="${input.whyAction}"><input type="hidden" name="action" value="why"><p id="why">${fill(text.whyQuestion, values)}</p><textarea name="why" rows="3" maxlength="${longestWhy}" required aria-labelledby="why"></textarea><button type="submit" class="quiet">${text.whyButton}</button></form>`
}
<p><a href="${input.preferencesHref}">${text.doneUndo}</a></p>`,
  });
}

/** Thanks for the answer to the question why, where it was kept. */
export function whyPage(reader: PageReader, input: { kept: boolean; preferencesHref: string }): PublicPage {
  const text = pageStrings(reader.language);
  return publicPage({
    ...reader,
    title: text.doneTitle,
    content: html`<h1>${text.doneTitle}</h1>
${input.kept && html`<p class="notice" role="status">${fill(text.whyThanks, { workspace: reader.brand.name })}</p>`}
<p><a href="${input.preferencesHref}">${text.doneUndo}</a></p>`,
  });
}

type ShownList = Omit<PreferenceList, "unsaid">;

/** Lists to choose from, and a way out of everything. */
export function preferencesPage(
  reader: PageReader,
  input: { lists: readonly ShownList[]; action: string; saved: boolean; suppressed: boolean },
): PublicPage {
  const text = pageStrings(reader.language);
  const values = { email: reader.email, workspace: reader.brand.name };
  const choice = (list: ShownList) =>
    html`<label><input type="checkbox" name="list" value="${list.id}"${list.subscribed && html` checked`}><span>${list.name}${list.description && html`<small>${list.description}</small>`}</span></label>`;
  return publicPage({
    ...reader,
    title: text.preferencesTitle,
    content: html`<h1>${text.preferencesTitle}</h1>
${input.saved && html`<p class="notice" role="status">${text.preferencesSaved}</p>`}
${input.suppressed && html`<p class="notice">${fill(text.preferencesSuppressed, values)}</p>`}
<p>${fill(input.lists.length > 0 ? text.preferencesIntro : text.preferencesNone, values)}</p>
${
  input.lists.length > 0 &&
  html`<form method="post" action="${input.action}"><input type="hidden" name="action" value="save"><fieldset><legend>${text.preferencesTitle}</legend>${input.lists.map(choice)}</fieldset><button type="submit">${text.preferencesSave}</button></form>`
}
${
  !input.suppressed &&
  html`<form method="post" action="${input.action}"><input type="hidden" name="action" value="unsubscribe-all"><p>${fill(text.preferencesAllHelp, values)}</p><button type="submit" class="quiet">${text.unsubscribeAllButton}</button></form>`
}`,
  });
}

/** A page that only says why nothing happened; it knows no workspace, because the link did not prove one. */
export function messagePage(
  language: PageLanguage,
  about: "invalid" | "gone" | "test" | "problem" | "tooLarge" | "notAllowed",
): PublicPage {
  const text = pageStrings(language);
  return publicPage({
    language,
    brand: null,
    title: text[`${about}Title`],
    content: html`<h1>${text[`${about}Title`]}</h1>
<p>${text[`${about}Text`]}</p>`,
  });
}

/** `j•••@example.com`: enough to know whose subscription it is, too little to harvest. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${[...email.slice(0, at)][0] ?? ""}•••${email.slice(at)}`;
}
