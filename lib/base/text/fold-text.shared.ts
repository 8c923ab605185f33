/**
 * The form in which texts are compared when letter case does not count, in any script: composed (NFC), lower case, with ß as ss (its
 * upper case is SS), the final sigma as sigma, and the i of Turkish with or without its dot as i, as neither I nor İ says which it was.
 * The database folds by the same rule: `fold_text`, tested against this one.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("i\u0307", "i")
    .replaceAll("ı", "i")
    .replaceAll("ς", "σ")
    .replaceAll("ß", "ss");
}

/** Letters, their marks and digits of any script; what a person does not read as the name (spaces, dashes, underscores) is dropped. */
export function foldName(name: string): string {
  return foldText(name.normalize("NFKC")).replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}
