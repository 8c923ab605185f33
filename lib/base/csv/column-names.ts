/** Column names of real exports (Mailchimp, Klaviyo, HubSpot, Brevo, SendGrid, Shopify, Kit, listmonk…), in letters and digits only. */
const EMAIL =
  /^(e?mail|e?mail(address|adresse|1value)|adressee?mail|adresse(de)?messagerie|correo(electronico)?|(what(s|is)your|your|primary|contact)?e?mail(address)?|subscriberemail)$/;
const FIRST =
  /^(first(name)?|fname|firstname|given(name)?|forename|vorname|prenom|prenome|voornaam|fornamn|fornavn|etunimi|imie|jmeno|keresztnev)$/;
const LAST =
  /^(last(name)?|lname|surname|family(name)?|nachname|familienname|apellidos?|cognome|sobrenome|achternaam|efternamn|efternavn|etternavn|sukunimi|nazwisko|prijmeni|vezeteknev|nomdefamille)$/;
/** A name that other columns decide about: the surname beside a first name, the first name beside a surname, else all of it. */
const SOME = /^(name|nom|nombres?|nome|naam|namn|navn|nimi)$/;
const FULL =
  /^((full|display|contact|subscriber|customer)name|what(s|is)yourname|your(full)?name|fullname|nomcomplet|nombrecompleto|nomecompleto|nomecompleto)$/;
const TAGS = /^(tags?|labels?|groups?)$/;
const TIME_ZONE = /^(time_?zone(name)?|tz|zeitzone|fuseauhoraire|zonahoraria|fusohorario|tijdzone)$/;
const LANGUAGE = /^(lang|language|locale|sprache|langue|idioma|lingua|taal|preferredlanguage|languagecode)$/;
/** Columns about consent whose names leave no doubt. */
const LEFT =
  /^(unsub(scribed?)?(at|on|date|time)?|date(of)?unsubscri(bed|ption)|unsubscribedfromallemails?|(email)?(blacklisted|blocklisted|optedout|optout)|(has)?optedoutof(all)?emails?|emaildisabled|emailsuppressions?|donot(e?mail|contact)|abgemeldet(am)?|desabonne|dadodebaja)$/;
const BOUNCED = /^(clean(ed)?(at|date|time)|(email)?(hard)?bounced?(at|date|time|reason)?|emailhardbouncereason)$/;
const AGREED =
  /^(accepts(e?mail)?marketing|acceptse?mail|(e?mail)?marketingconsent|subscribedtoe?mails?|e?mailoptin|optedin(toe?mails?)?)$/;
const STATUS =
  /^((e?mail)?(subscription|subscriber|marketing|member|consent)status|e?mailstatus|e?mailsubscriptionstatus)$/;
/** Names that may be about consent, and as well about an order or a country: what stands below decides. */
const MAYBE_STATUS = /^(status|state|optin|consent|subscribed|issubscribed|newsletter|einwilligung|consentement)$/;
const NOISE =
  /^(memberrating|leid|euid|optinip|confirmip|dstoff|gmtoff|contactid|recordid|customerid|memberid|userid|uniqueid|uuid|id|ip|ipaddress|externalid|anonymousid|phonenumberid|lastchanged|updatedat|modifiedtime)$/;

export type NamedPlace =
  | "email"
  | "firstName"
  | "lastName"
  | "fullName"
  | "someName"
  | "tags"
  | "timeZone"
  | "language"
  | "status"
  | "agreed"
  | "left"
  | "bounced"
  | "maybeStatus"
  | "ignore";

const PLACES: readonly [RegExp, NamedPlace][] = [
  [EMAIL, "email"],
  [FIRST, "firstName"],
  [LAST, "lastName"],
  [SOME, "someName"],
  [FULL, "fullName"],
  [TAGS, "tags"],
  [TIME_ZONE, "timeZone"],
  [LANGUAGE, "language"],
  [LEFT, "left"],
  [BOUNCED, "bounced"],
  [AGREED, "agreed"],
  [STATUS, "status"],
  [MAYBE_STATUS, "maybeStatus"],
  [NOISE, "ignore"],
];

/** What a column's name says, null when it says nothing that is known. */
export function columnPlace(name: string): NamedPlace | null {
  const plain = plainName(name);
  return PLACES.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** Names of codes: figures that are not counted with, whose zeros at the front matter. */
const CODES =
  /(zip|postal|post(al)?code|postnummer|postleitzahl|\bplz\b|\bcap\b|\bcep\b|\bcp\b|\bpsc\b|codigopostal|kod ?pocztowy|phone|mobile|handy|telef|\btel\b|\bfax\b|whatsapp|\bsms\b|\bcell\b|\bsku\b|\bean\b|\bgtin\b|\bupc\b|\bisbn\b|\basin\b|\biban\b|\bbic\b|\bvat\b|\bssn\b|\bsiret\b|\bsiren\b|\bnif\b|\bcif\b|\bcpf\b|\bcnpj\b|\bpesel\b|\bpin\b|\bcode\b|\bkod\b|\bcodigo\b|\bcodice\b|\bid\b|\bref(erence)?\b|\bserial\b|\baccount\b|konto|kunden ?(nr|nummer)|artikel ?(nr|nummer)|bestell ?(nr|nummer)|\bnr\b|\bno\b|nummer|numero|number|индекс|телефон|артикул|код|номер|τηλ|電話|郵便|邮编|电话|手机|전화|우편)/u;
const COUNTS = /\b(number ?of|anzahl|count|nombre de|numero de|no of)\b/u;

/** True for the name of a code such as zip, phone or SKU, whatever stands around it. */
export function namesCode(name: string): boolean {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return CODES.test(words) && !COUNTS.test(words);
}

/** A column's name in small Latin letters and digits only. */
export function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[øł]/g, (letter) => (letter === "ø" ? "o" : "l"))
    .replace(/[^a-z0-9]/g, "");
}
