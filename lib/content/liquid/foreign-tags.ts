import { liquidPieces } from "./liquid-tokens.shared";

export interface ForeignTag {
  /** As it stands in the mail. */
  tag: string;
  /** What to write instead, or null when nothing of ours is known to mean the same. */
  ours: string | null;
  /** False where it could be ordinary words, too. */
  certain: boolean;
}

/** Names that other platforms give to what we have, without their signs and in lower case. */
const meanings: readonly [RegExp, string][] = [
  [/^(f|first|given|fore)_?name$|^(first|vorname|prenom|nombre|firstname.*)$/, "contact.first_name"],
  [/^(l|last|sur|family)_?name$|^(last|nachname|nom|apellido|surname)$/, "contact.last_name"],
  [/^(full_?)?name$|^(subscriber|recipient|contact|customer)_?name$/, "contact.first_name"],
  [/^(e_?)?mail(_?(address|adresse))?$|^recipient$|^to$/, "contact.email"],
  [/^(un_?sub(scribe)?|opt_?out|remove|abmelden)(_?(url|link|me|page|preferences))?$/, "unsubscribe_url"],
  [
    /^(archive|mirror|browser|web_?version|web_?view|view_?(in_?browser|online|email)|online_?version)(_?(url|link|page|display_url))?$/,
    "view_in_browser_url",
  ],
  [/^((update|manage|edit)_?)?(profile|preferences?|subscription)(_?(url|link|center))?$/, "preferences_url"],
  [
    /^(list_?|account_?|sender_?|from_?)?(company|organi[sz]ation)(_?name)?$|^(list|from|account|site|brand)_?name$/,
    "workspace.name",
  ],
  [/^(campaign|mc_?subject|subject|campaign_?name)$/, "campaign.name"],
];

const prefixes =
  /^(contact|subscriber|person|people|recipient|customer|user|member|lead|profile|merge|data|attributes?|custom|fields?|params|subtag|tag|account)[.:_ -]+/;

/** Our tag for a name on another platform; `fields` are the keys of this workspace's own fields. */
export function ourTag(name: string, fields: readonly string[] = []): string | null {
  const whole = name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[,|]/)[0]!
    .trim();
  let plain = whole;
  for (let more = 0; more < 3 && prefixes.test(plain); more++) plain = plain.replace(prefixes, "");
  for (const one of [plain, whole]) {
    const key = one.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
    const found = meanings.find(([pattern]) => pattern.test(key))?.[1];
    if (found) return `{{ ${found} }}`;
    const field = fields.find((each) => each.replaceAll("_", "") === key.replaceAll("_", ""));
    if (field) return `{{ contact.${field} }}`;
  }
  return null;
}

const inside = "([a-z][\\w.:|,= -]{0,60}?)";
/** Signs that nobody writes around ordinary words. */
const certain: readonly RegExp[] = [
  /\*\|([a-z][\w:.,"'= -]{0,60})\|\*/gi,
  new RegExp(`%%\\s*${inside}\\s*%%`, "gi"),
  new RegExp(`\\[\\[\\s*${inside}\\s*\\]\\]`, "gi"),
  /\{\{\{\s*([a-z_][\w. ]{0,60}?)\s*\}\}\}/gi,
  /\{\$([a-z][\w.]{0,60})\}/gi,
  /\{!([a-z$][\w.]{0,60})\}/gi,
  /\{(?:subtag|tag|merge|field):([^{}\s][^{}\n]{0,60})\}/gi,
  /(?<![\w%])%(?:recipient|contact|subscriber|customer|user)[._]([a-z][\w.]{0,40})%(?![\w%])/gi,
  /<%[=-]?\s*([^%<>\n]{1,80}?)\s*%>/g,
  /(?<!\$)\$\{([a-z_][\w.]{0,60})\}/gi,
  /\[%\s*([a-z][\w. ]{0,40}?)\s*%\]/gi,
  /##([a-z][\w.]{1,40})##/gi,
  /@@([a-z][\w.]{1,40})@@/gi,
  /~(contact\.[a-z][\w.]{1,40})~/gi,
  /\[([a-z]{3,20}),\s*fallback=[^\]\n]{0,60}\]/gi,
];
/** Signs that also stand around ordinary words: only names that we know the meaning of count. */
const likely: readonly RegExp[] = [
  /(?<!\[)\[([A-Za-z][A-Za-z_ -]{1,30})\](?![\](])/g,
  /(?<![\w%])%([A-Za-z][\w.-]{2,40})%(?![\w%])/g,
  /(?<![{$#!])\{([A-Za-z][\w. -]{1,40})\}(?!\})/g,
  /(?<![\w-])-([a-z][a-z_]{2,20})-(?![\w-])/gi,
  /(?<![\w$])\$([A-Z][A-Z_]{2,20})\$(?![\w$])/g,
  /(?<![\w#])#([A-Z][A-Z_]{2,20})#(?![\w#])/g,
];
/** Words that mean a field only when they are written like one. */
const everyday =
  /^(first|last|to|mail|subject|company|archive|profile|subscription|recipient|remove|browser|preference|preferences|nom|list name)$/;

function isLikeField(tag: string, name: string): boolean {
  if (/^%/.test(tag)) return true;
  return !everyday.test(name) && (!everyday.test(name.toLowerCase()) || name === name.toUpperCase());
}

/** Merge tags of other platforms in pieces of a mail, each once. */
export function foreignTags(texts: readonly string[], fields: readonly string[] = []): ForeignTag[] {
  const found = new Map<string, ForeignTag>();
  for (const given of texts) {
    let text = given;
    const note = (patterns: readonly RegExp[], sure: boolean) => {
      for (const pattern of patterns) {
        text = text.replace(pattern, (tag: string, name: string) => {
          const ours = ourTag(name, fields);
          if (!sure && (!ours || !isLikeField(tag, name.trim()))) return tag;
          found.set(tag, { tag, ours, certain: sure });
          return " ";
        });
      }
    };
    // Three braces would be read as Liquid with a brace too many.
    note([certain[3] as RegExp], true);
    text = liquidPieces(text)
      .map((piece) => (piece.kind === "text" ? piece.source : " "))
      .join("");
    note(certain, true);
    note(likely, false);
  }
  return [...found.values()].slice(0, 50);
}
