import type { PageStrings } from "./en";

export const de: PageStrings = {
  unsubscribeTitle: "Abmelden",
  unsubscribeQuestion: "Diese E-Mails nicht mehr erhalten?",
  unsubscribeFromList: "{email} erhält „{list}“ von {workspace} dann nicht mehr.",
  unsubscribeFromLists: "{email} erhält Folgendes von {workspace} dann nicht mehr:",
  unsubscribeFromAll: "{email} erhält dann keine Werbe-E-Mails von {workspace} mehr.",
  unsubscribeButton: "Abmelden",
  unsubscribeAllButton: "Von allem abmelden",
  preferencesLink: "Stattdessen auswählen, welche E-Mails Sie erhalten",
  doneTitle: "Sie sind abgemeldet",
  doneFromLists: "{email} wurde entfernt. E-Mails, die schon unterwegs sind, können noch ankommen.",
  doneFromAll: "{email} erhält keine Werbe-E-Mails von {workspace} mehr.",
  doneUndo: "Aus Versehen abgemeldet? Einstellungen ändern",
  whyQuestion: "Wenn Sie mögen, sagen Sie {workspace}, warum. Sie müssen nicht.",
  whyButton: "Senden",
  whyThanks: "Danke. {workspace} kann lesen, was Sie geschrieben haben.",
  preferencesTitle: "E-Mail-Einstellungen",
  preferencesIntro: "Wählen Sie, was {workspace} an {email} sendet.",
  preferencesNone: "Sie stehen auf keiner Liste von {workspace}.",
  preferencesSave: "Einstellungen speichern",
  preferencesSaved: "Ihre Einstellungen sind gespeichert.",
  preferencesAllHelp: "Beendet jedes Abonnement oben; {workspace} schreibt Ihnen dann nicht mehr.",
  preferencesSuppressed:
    "{email} ist von allem abgemeldet. Wenn Sie eine Liste auswählen und speichern, darf {workspace} Ihnen wieder schreiben.",
  invalidTitle: "Dieser Link funktioniert nicht",
  invalidText:
    "Er ist vielleicht unvollständig oder wurde unterwegs verändert. Öffnen Sie den Link in Ihrer E-Mail noch einmal oder kopieren Sie ihn vollständig in die Adresszeile.",
  goneTitle: "Diese Seite gibt es nicht mehr",
  goneText: "Die zugehörige Nachricht wurde entfernt.",
  testTitle: "Das war ein Test",
  testText:
    "Sie haben einen Link aus einer Testnachricht geöffnet. Es wurde nichts geändert; in der Kampagne selbst funktioniert dieser Link.",
  problemTitle: "Bei uns ist etwas schiefgegangen",
  problemText: "Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal.",
  tooLargeTitle: "Das war zu viel auf einmal",
  tooLargeText:
    "Das Formular hat mehr gesendet, als diese Seite annimmt. Gehen Sie zurück und versuchen Sie es noch einmal.",
  notAllowedTitle: "Das geht hier nicht",
  notAllowedText: "Öffnen Sie den Link in Ihrer E-Mail mit einem Browser.",
};
