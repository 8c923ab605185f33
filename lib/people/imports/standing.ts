import { foldText } from "@/lib/base/text/fold-text.shared";
import { words } from "@/lib/language/t";
import { isPlaceholder } from "./placeholder";

/** What a file can say of a person's consent, the weightiest first. */
const standings = ["complained", "unsubscribed", "bounced", "notAgreed", "subscribed"] as const;
export type FileStanding = (typeof standings)[number];

/** Columns that say it: a status in a word, whether they agreed, and whether (or when, or why) they left or their mailbox refused mail. */
export const standingPlaces = ["status", "agreed", "left", "bounced"] as const;
export type StandingPlace = (typeof standingPlaces)[number];

export const isStandingPlace = (place: string): place is StandingPlace =>
  (standingPlaces as readonly string[]).includes(place);

/** The words of Mailchimp, Klaviyo, HubSpot, Shopify, Brevo, Kit, ActiveCampaign, MailerLite, beehiiv and listmonk, each for one standing. */
const WORDS: readonly [FileStanding, ReadonlySet<string>][] = [
  ["complained", setOf("complained,complaint,spam,spam complaint,spam report,marked as spam,abuse,junk")],
  [
    "unsubscribed",
    setOf(
      "unsubscribed,unsubscribe,unsub,opted out,opt out,optout,cancelled,canceled,blocklisted,blacklisted,blocked,suppressed,user suppressed,do not contact,do not mail,dnc,left,removed,abgemeldet,ausgetragen,desabonne,desinscrit,dado de baja,baja,disiscritto,cancellato,descadastrado,uitgeschreven",
    ),
  ],
  ["bounced", setOf("bounced,bounce,hard bounce,hard bounced,cleaned,invalid,undeliverable,bouncing")],
  [
    "notAgreed",
    setOf(
      "not subscribed,non subscribed,nonsubscribed,notsubscribed,never subscribed,pending,unconfirmed,not confirmed,validating,transactional,disabled,inactive,archived,redacted,needs attention,not opted in,none,unknown,nicht bestatigt,unbestatigt,en attente,pendiente",
    ),
  ],
  [
    "subscribed",
    setOf(
      "subscribed,active,enabled,confirmed,opted in,opt in,optin,single opt in,double opt in,valid,verified,member,angemeldet,aktiv,bestatigt,abonne,actif,inscrit,suscrito,activo,iscritto,attivo,inscrito,ativo,ingeschreven,actief",
    ),
  ],
];

const YES = setOf("yes,y,true,t,1,on,x,ja,j,wahr,oui,vrai,si,sim");
const NO = setOf("no,n,false,f,0,off,nein,falsch,non,faux,nao,never,none,nie");

/** It is better that somebody is asked again than that mail goes to who never agreed. */
const UNCLEAR = words(
  "This does not say whether the person gets mail. They are imported without a subscription; look at the value.",
);

/** Reads one cell that is not empty. What is not understood counts as not agreed, and comes with words about it. */
export function readStanding(
  place: StandingPlace,
  cell: string,
): { standing: FileStanding | null; problem: string | null } {
  const word = plain(cell);
  const named = standingNamed(word);
  if (place === "left" || place === "bounced") return { standing: departure(place, cell, word, named), problem: null };
  if (named) return { standing: named, problem: null };
  if (YES.has(word)) return { standing: "subscribed", problem: null };
  if (NO.has(word) || isPlaceholder(cell)) return { standing: "notAgreed", problem: null };
  return { standing: "notAgreed", problem: UNCLEAR };
}

/** A time, a reason, a campaign: whatever stands there says that they left, unless it says the opposite. */
function departure(
  place: "left" | "bounced",
  cell: string,
  word: string,
  named: FileStanding | null,
): FileStanding | null {
  if (word === "" || NO.has(word) || isPlaceholder(cell)) return null;
  if (named === "subscribed" || named === "notAgreed") return null;
  if (named) return named;
  if (/\b(complain\w*|spam|abuse)\b/.test(word)) return "complained";
  if (/\b(hard ?)?bounce\w*|\binvalid\b/.test(word)) return "bounced";
  return place === "left" ? "unsubscribed" : "bounced";
}

function standingNamed(word: string): FileStanding | null {
  return WORDS.find(([, known]) => known.has(word))?.[0] ?? null;
}

/** The weightier of two: one column that says that somebody left is enough. */
export function worse(left: FileStanding | null, right: FileStanding | null): FileStanding | null {
  return standings.find((one) => one === left || one === right) ?? null;
}

/** Whether the values of a column are nearly all about consent. Figures are not: they count something. */
export function looksLikeStanding(values: readonly string[]): boolean {
  const told = values.filter((value) => {
    const word = plain(value);
    return /[a-z]/.test(word) && (standingNamed(word) !== null || YES.has(word) || NO.has(word));
  });
  return values.length > 0 && told.length >= values.length * 0.95;
}

/** The file says that they left, or that their mailbox refuses mail. */
export const saysLeft = ({ standing }: { standing: FileStanding | null }): boolean =>
  standing === "complained" || standing === "unsubscribed" || standing === "bounced";

/** Who may be put on lists: the file does not say that they left or never agreed. */
export const mayJoin = ({ standing }: { standing: FileStanding | null }): boolean =>
  standing === null || standing === "subscribed";

function plain(cell: string): string {
  return foldText(cell.slice(0, 200))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(","));
}
