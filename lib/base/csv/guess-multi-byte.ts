import type { CsvEncoding } from "./encodings.shared";

/** ESC $ @ and ESC $ B begin Japanese in ISO-2022-JP (RFC 1468); all its octets are ASCII. */
const SHIFT_IN = ["\u001b$@", "\u001b$B"];

/** Whether the text is of a Japanese, Chinese or Korean encoding of one and two octets, and which. */
export function multiByteEncoding(sample: Uint8Array): CsvEncoding | null {
  const octets = Buffer.from(sample).toString("latin1");
  if (SHIFT_IN.some((shift) => octets.includes(shift))) return "iso-2022-jp";
  const readable = (["shift_jis", "euc-jp", "euc-kr", "big5", "gb18030"] as const)
    .map((encoding) => ({ encoding, text: decode(sample, encoding) }))
    .filter(({ text }) => text !== null);
  const share = (text: string, pattern: RegExp) => {
    const letters = text.match(/\P{ASCII}/gu) ?? [];
    return letters.filter((letter) => pattern.test(letter)).length / Math.max(1, letters.length);
  };
  const fits = readable.map(({ encoding, text }) => ({ encoding, fit: EVIDENCE[encoding](text ?? "", share) }));
  const [best] = fits.filter(({ fit }) => fit > 0.5).sort((a, b) => b.fit - a.fit);
  return best?.encoding ?? null;
}

type Share = (text: string, pattern: RegExp) => number;

/** Half-width katakana are what single octets of other encodings look like in Shift_JIS. */
const KANA = /[\u3040-\u30fc]/u;
const HAN = /[\u4e00-\u9fff]/u;

const EVIDENCE: Record<"shift_jis" | "euc-jp" | "euc-kr" | "big5" | "gb18030", (text: string, share: Share) => number> =
  {
    shift_jis: (text, share) =>
      share(text, KANA) > 0.15 ? share(text, /[\u3040-\u30fc\u4e00-\u9fff\u3000-\u3002]/u) : 0,
    "euc-jp": (text, share) =>
      share(text, KANA) > 0.15 ? share(text, /[\u3040-\u30fc\u4e00-\u9fff\u3000-\u3002]/u) : 0,
    "euc-kr": (text, share) => share(text, /[\uac00-\ud7a3]/u) - oddities(text),
    big5: (text, share) => 0.9 * share(text, HAN) * commonShare(text, "big5") - oddities(text),
    gb18030: (text, share) => 0.95 * share(text, HAN) * commonShare(text, "gb18030") - oddities(text),
  };

/** Western words read in pairs give a character glued to Latin letters. */
function oddities(text: string): number {
  const glued = text.match(/[A-Za-z]\P{ASCII}|\P{ASCII}[a-z]/gu)?.length ?? 0;
  return glued / Math.max(1, (text.match(/\P{ASCII}/gu) ?? []).length);
}

/** Characters that stand in names and places often; a wrong reading hits them hardly ever. */
const COMMON = {
  gb18030:
    "的一是了不在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运李刘陈杨赵黄周吴徐孙朱胡郭何林罗郑梁谢宋唐京州省城姓名城市邮箱公司广深杭伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英华玉兰",
  big5: "的一是了不在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運陳林黃李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高台灣北縣鄉鎮路街號姓名城市公司美玲淑芬雅婷怡君志明俊傑家豪",
};

/** At least a fifth of the characters are common ones: full marks from there. */
function commonShare(text: string, encoding: keyof typeof COMMON): number {
  const common = new Set(COMMON[encoding]);
  const letters = text.match(/[\u4e00-\u9fff]/gu) ?? [];
  const found = letters.filter((letter) => common.has(letter)).length / Math.max(1, letters.length);
  return Math.min(1, found * 5);
}

/** Null when octets mean nothing in this encoding; a character cut off at the end is forgiven. */
function decode(sample: Uint8Array, encoding: CsvEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return null;
  }
}
