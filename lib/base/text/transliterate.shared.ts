const tables = [
  // Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, in the letters that passports use.
  "а a б b в v г g ґ g д d ђ dj ѓ gj е e ё yo є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k ќ kj л l љ lj м m н n њ nj о o п p р r с s т t ћ c у u ў u ф f х kh ц ts ч ch џ dz ш sh щ shch ъ _ ы y ь _ э e ю yu я ya",
  // Greek (ISO 843, one letter each)
  "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o",
  // Latin letters without a decomposition
  "ß ss æ ae œ oe ø o đ d ð d ł l þ th ı i ħ h ŋ n",
];

const latin = new Map<string, string>(
  tables.flatMap((table) => {
    const words = table.split(" ");
    return Array.from({ length: words.length / 2 }, (_, at): [string, string] => [
      words[at * 2] ?? "",
      (words[at * 2 + 1] ?? "").replace("_", ""),
    ]);
  }),
);

const isAscii = /^[\0-\x7f]*$/;

/** In lower-case Latin letters where there is a customary way, without accents; other letters stay. */
export function transliterate(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  const letters = [...text.normalize("NFC").toLowerCase()];
  return letters
    .map((letter) => latin.get(letter) ?? letter.normalize("NFKD").replace(/\p{M}/gu, ""))
    .map((rest) => [...rest].map((letter) => latin.get(letter) ?? letter).join(""))
    .join("");
}
