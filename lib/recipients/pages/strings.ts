/** Languages the public pages speak; anything else falls back to English. */
export const PAGE_LANGUAGES = ["en", "de", "fr", "es"] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const en = {
  unsubscribeTitle: "Unsubscribe",
  unsubscribeQuestion: "Stop receiving these emails?",
  unsubscribeFromList: "{email} will no longer receive “{list}” from {workspace}.",
  unsubscribeFromLists: "{email} will no longer receive these from {workspace}:",
  unsubscribeFromAll: "{email} will no longer receive marketing email from {workspace}.",
  unsubscribeButton: "Unsubscribe",
  unsubscribeAllButton: "Unsubscribe from everything",
  preferencesLink: "Choose which emails you get instead",
  doneTitle: "You are unsubscribed",
  doneFromLists: "{email} has been removed. It can take a moment for emails already on their way to stop.",
  doneFromAll: "{email} will get no more marketing email from {workspace}.",
  doneUndo: "Unsubscribed by mistake? Change your preferences",
  whyQuestion: "If you like, tell {workspace} why. You do not have to.",
  whyButton: "Send",
  whyThanks: "Thank you. {workspace} can read your words.",
  preferencesTitle: "Email preferences",
  preferencesIntro: "Choose what {workspace} sends to {email}.",
  preferencesNone: "You are not on any list of {workspace}.",
  preferencesSave: "Save preferences",
  preferencesSaved: "Your preferences are saved.",
  preferencesAllHelp: "Ends every subscription above and keeps {workspace} from mailing you again.",
  preferencesSuppressed:
    "{email} is unsubscribed from everything. Choosing a list and saving lets {workspace} mail you again.",
  invalidTitle: "This link does not work",
  invalidText:
    "It may be incomplete or changed on its way. Open the link in your email again, or copy all of it into the address bar.",
  goneTitle: "This page is no longer here",
  goneText: "The message it belongs to has been removed.",
  testTitle: "This was a test",
  testText: "You opened a link of a test message. Nothing was changed; in the campaign itself this link works.",
  problemTitle: "Something went wrong on our side",
  problemText: "Nothing was changed. Please try again in a minute.",
  tooLargeTitle: "That was too much at once",
  tooLargeText: "The form sent more than this page takes. Go back and try again.",
  notAllowedTitle: "This cannot be done here",
  notAllowedText: "Open the link in your email with a browser.",
};

export type PageStrings = typeof en;

const de: PageStrings = {
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

const fr: PageStrings = {
  unsubscribeTitle: "Se désabonner",
  unsubscribeQuestion: "Ne plus recevoir ces e-mails ?",
  unsubscribeFromList: "{email} ne recevra plus « {list} » de {workspace}.",
  unsubscribeFromLists: "{email} ne recevra plus ces envois de {workspace} :",
  unsubscribeFromAll: "{email} ne recevra plus d’e-mails promotionnels de {workspace}.",
  unsubscribeButton: "Se désabonner",
  unsubscribeAllButton: "Se désabonner de tout",
  preferencesLink: "Choisir plutôt les e-mails à recevoir",
  doneTitle: "Vous êtes désabonné",
  doneFromLists: "{email} a été retirée. Les e-mails déjà en route peuvent encore arriver.",
  doneFromAll: "{email} ne recevra plus d’e-mails promotionnels de {workspace}.",
  doneUndo: "Désabonnement par erreur ? Modifier vos préférences",
  whyQuestion: "Si vous le souhaitez, dites à {workspace} pourquoi. Ce n’est pas obligatoire.",
  whyButton: "Envoyer",
  whyThanks: "Merci. {workspace} peut lire votre message.",
  preferencesTitle: "Préférences e-mail",
  preferencesIntro: "Choisissez ce que {workspace} envoie à {email}.",
  preferencesNone: "Vous n’êtes sur aucune liste de {workspace}.",
  preferencesSave: "Enregistrer les préférences",
  preferencesSaved: "Vos préférences sont enregistrées.",
  preferencesAllHelp: "Met fin à tous les abonnements ci-dessus ; {workspace} ne vous écrira plus.",
  preferencesSuppressed:
    "{email} est désabonnée de tout. Choisir une liste et enregistrer permet à {workspace} de vous écrire à nouveau.",
  invalidTitle: "Ce lien ne fonctionne pas",
  invalidText:
    "Il est peut-être incomplet ou a été modifié en route. Ouvrez à nouveau le lien dans votre e-mail ou copiez-le en entier dans la barre d’adresse.",
  goneTitle: "Cette page n’existe plus",
  goneText: "Le message correspondant a été supprimé.",
  testTitle: "C’était un test",
  testText:
    "Vous avez ouvert un lien d’un message de test. Rien n’a été modifié ; dans la campagne elle-même, ce lien fonctionne.",
  problemTitle: "Un problème est survenu de notre côté",
  problemText: "Rien n’a été modifié. Veuillez réessayer dans une minute.",
  tooLargeTitle: "C’était trop à la fois",
  tooLargeText: "Le formulaire a envoyé plus que cette page n’accepte. Revenez en arrière et réessayez.",
  notAllowedTitle: "Ce n’est pas possible ici",
  notAllowedText: "Ouvrez le lien de votre e-mail dans un navigateur.",
};

const es: PageStrings = {
  unsubscribeTitle: "Cancelar suscripción",
  unsubscribeQuestion: "¿Dejar de recibir estos correos?",
  unsubscribeFromList: "{email} dejará de recibir «{list}» de {workspace}.",
  unsubscribeFromLists: "{email} dejará de recibir lo siguiente de {workspace}:",
  unsubscribeFromAll: "{email} dejará de recibir correos promocionales de {workspace}.",
  unsubscribeButton: "Cancelar suscripción",
  unsubscribeAllButton: "Cancelar todas las suscripciones",
  preferencesLink: "Elegir qué correos recibir",
  doneTitle: "Suscripción cancelada",
  doneFromLists: "{email} se ha eliminado. Los correos que ya están en camino aún pueden llegar.",
  doneFromAll: "{email} no recibirá más correos promocionales de {workspace}.",
  doneUndo: "¿Fue un error? Cambiar sus preferencias",
  whyQuestion: "Si quiere, cuéntele a {workspace} por qué. No es obligatorio.",
  whyButton: "Enviar",
  whyThanks: "Gracias. {workspace} puede leer su mensaje.",
  preferencesTitle: "Preferencias de correo",
  preferencesIntro: "Elija qué envía {workspace} a {email}.",
  preferencesNone: "No está en ninguna lista de {workspace}.",
  preferencesSave: "Guardar preferencias",
  preferencesSaved: "Sus preferencias se han guardado.",
  preferencesAllHelp: "Termina todas las suscripciones anteriores; {workspace} no volverá a escribirle.",
  preferencesSuppressed:
    "{email} tiene canceladas todas las suscripciones. Si elige una lista y guarda, {workspace} podrá escribirle de nuevo.",
  invalidTitle: "Este enlace no funciona",
  invalidText:
    "Puede estar incompleto o haber cambiado por el camino. Abra de nuevo el enlace de su correo o cópielo completo en la barra de direcciones.",
  goneTitle: "Esta página ya no existe",
  goneText: "El mensaje al que pertenece se ha eliminado.",
  testTitle: "Era una prueba",
  testText:
    "Ha abierto un enlace de un mensaje de prueba. No se ha cambiado nada; en la campaña, este enlace funciona.",
  problemTitle: "Algo ha fallado por nuestra parte",
  problemText: "No se ha cambiado nada. Inténtelo de nuevo en un minuto.",
  tooLargeTitle: "Demasiado de una vez",
  tooLargeText: "El formulario envió más de lo que admite esta página. Vuelva atrás e inténtelo de nuevo.",
  notAllowedTitle: "Esto no se puede hacer aquí",
  notAllowedText: "Abra el enlace de su correo con un navegador.",
};

const TABLE: Record<PageLanguage, PageStrings> = { en, de, fr, es };

/** The strings of a language. */
export function pageStrings(language: PageLanguage): PageStrings {
  return TABLE[language];
}

/** Puts values into `{name}` places; the result is plain text and still to be escaped. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** The first wish we can speak, in order: what the contact chose, `Accept-Language` (RFC 9110 §12.5.4), the workspace's locale. */
export function choosePageLanguage(wishes: {
  contact?: string | null | undefined;
  acceptLanguage?: string | null | undefined;
  workspace?: string | null | undefined;
}): PageLanguage {
  const accepted = (wishes.acceptLanguage ?? "").slice(0, 200).split(",").map(parseRange).sort(byWeight);
  const tags = [wishes.contact, ...accepted.map((range) => range.tag), wishes.workspace];
  for (const tag of tags) {
    const language = PAGE_LANGUAGES.find((known) => tag?.toLowerCase().split(/[-_]/)[0] === known);
    if (language) return language;
  }
  return "en";
}

function parseRange(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const weight = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}

function byWeight(a: { weight: number }, b: { weight: number }): number {
  return b.weight - a.weight;
}
