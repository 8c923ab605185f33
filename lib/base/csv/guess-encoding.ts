import type { CsvEncoding } from "./encodings.shared";
import { multiByteEncoding } from "./guess-multi-byte";

/** A way to read single octets, and how well a word fits it: 1 fits, 0 says nothing, less is against it. */
interface Candidate {
  encoding: CsvEncoding;
  rate(word: string): number;
}

const isAscii = (letter: string) => letter.charCodeAt(0) < 128;

/** As many octets as tell a language; each is read once for every candidate. */
const SAMPLE_BYTES = 32 * 1024;

/** Letters beyond ASCII of the languages that share a code page, a language a word. */
const WESTERN = "äöüß àâæçéèêëîïôœùûüÿ áéíñóúü ãõáâàçéêíóôú àèéìòù åäö æøåé ëïéöü";
const CENTRAL = "ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű čćđšž ăâîşţ";
/** What a Western file of several languages mixes; it counts a little less. */
const MIXED = "àâäæçéèêëîïôöœùûüÿñáíóúãõåøßìò";

/** Western first: where nothing speaks against it, it is the commonest. */
const CANDIDATES: readonly Candidate[] = [
  ...latin("windows-1252", WESTERN),
  ...latin("windows-1252", MIXED, 0.9),
  ...latin("windows-1252", "áéíóúýþæöð", 0.95),
  ...latin("macintosh", WESTERN),
  ...latin("macintosh", MIXED, 0.85),
  ...latin("windows-1250", CENTRAL),
  ...latin("iso-8859-2", CENTRAL),
  ...latin("windows-1254", "çğıiöşüâîû"),
  ...latin("windows-1257", "ąčęėįšųūž āčēģīķļņšūž äöõüšž"),
  script("windows-1251", /^\p{Script=Cyrillic}+$/u, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўјљњћђџѓќѕ"),
  script("koi8-u", /^\p{Script=Cyrillic}+$/u, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"),
  script("ibm866", /^\p{Script=Cyrillic}+$/u, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїє"),
  script("iso-8859-5", /^\p{Script=Cyrillic}+$/u, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєјљњћђџѓќѕ"),
  script("x-mac-cyrillic", /^\p{Script=Cyrillic}+$/u, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўјљњћђџѓќѕ"),
  script("windows-1253", /^\p{Script=Greek}+$/u, "αοιετσνηυρπκμλςίόγάήδέθωφχύβώξζψϊϋΐΰ"),
  // A final form within a word is no Hebrew; small Cyrillic letters give many. Else the doubt is Hebrew's.
  script("windows-1255", /^[\p{Script=Hebrew}]+$/u, "יוהלארבתשמדנפקעחכצגסזטםןךףץ", (word) =>
    /[םןךףץ]./u.test(word) ? -0.5 : 0.15,
  ),
  script("windows-1256", /^[\p{Script=Arabic}]+$/u, "اليمنوترهبكدسعفحقةجشصخطضغذثزىءظئؤآأإپچژگ"),
  script("windows-874", /^[\p{Script=Thai}]+$/u, "นรากเองมยวลสทตคบปดหพชจะไแโใ็่้ิีุูั์ำฉซญฎฐณถธผฝฟภศษฬฮ"),
];

/** The encoding of octets that are not Unicode, by which words come out. Windows-1252 unless another one fits better. */
export function guessLegacyEncoding(octets: Uint8Array): CsvEncoding {
  const sample = octets.subarray(0, SAMPLE_BYTES);
  const multiByte = multiByteEncoding(sample);
  if (multiByte) return multiByte;
  let best: CsvEncoding = "windows-1252";
  let bestFit = Number.NEGATIVE_INFINITY;
  for (const { encoding, rate } of CANDIDATES) {
    const words = wordsBeyondAscii(new TextDecoder(encoding).decode(sample));
    const mean = words.reduce((sum, word) => sum + rate(word), 0) / Math.max(1, words.length);
    if (mean > bestFit + 0.02) {
      best = encoding;
      bestFit = mean;
    }
  }
  return best;
}

/** Words with a letter beyond ASCII, without the quotes, dashes and signs around them; each counts once. */
function wordsBeyondAscii(text: string): string[] {
  const words = text.split(/[\s\p{Nd}!-/:-@[-`{-~«»“”„‚‘’–—…№€§°©®™¿¡\u00a0]+/u);
  return [...new Set(words)].filter((word) => [...word].some((letter) => !isAscii(letter))).slice(0, 3000);
}

/** Against any reading: signs inside words, octets that mean nothing, and capitals behind small letters. */
function faults(word: string): number {
  if (/[^\p{L}\p{M}]/u.test(word)) return -1;
  return /\p{Ll}\p{Lu}/u.test(word) || /\p{Lu}{2}\p{Ll}/u.test(word) ? -0.5 : 0;
}

/** Latin letters: the share of a word's letters beyond ASCII that the language has. A longer word without any ASCII letter is of another script. */
function latin(encoding: CsvEncoding, languages: string, weight = 1): Candidate[] {
  return languages.split(" ").map((language) => ({
    encoding,
    rate(word) {
      const fault = faults(word);
      const special = [...word].filter((letter) => !isAscii(letter));
      if (fault === -1 || (special.length === [...word].length && special.length > 2)) return -1;
      const own = special.filter((letter) => language.includes(letter.toLowerCase()[0] ?? "?"));
      return fault + (weight * own.length) / special.length;
    },
  }));
}

/** Another script: words of nothing else, the more of its frequent letters the better. */
function script(
  encoding: CsvEncoding,
  pattern: RegExp,
  byFrequency: string,
  more: (word: string) => number = () => 0,
): Candidate {
  const letters = [...byFrequency];
  const weights = new Map(letters.map((letter, rank) => [letter, 1 - (0.9 * rank) / letters.length]));
  return {
    encoding,
    rate(word) {
      if (!pattern.test(word)) return -1;
      const found = [...word].map((letter) => weights.get(letter.toLowerCase()) ?? 0);
      // Capitals only are rare, and what small letters of other code pages look like.
      const shouted = found.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase() ? -0.2 : 0;
      return more(word) + shouted + faults(word) + found.reduce((sum, weight) => sum + weight, 0) / found.length;
    },
  };
}
