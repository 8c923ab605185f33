/** The code of a file: without comments, and without what it imports and from where. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|[^:"'`])\/\/.*$/gm, "$1")
    .replace(/^(?:import|export)\s[^"';]*?\sfrom\s+"[^"]+";/gm, "")
    .replace(/\bimport\(\s*"[^"]+"\s*\)/g, "");
}

/** What `typeof` gives, JSON types and inputs of HTML have the names of some types: they are none of ours. */
const ofTheLanguage = /typeof [^=]{1,60}[!=]== "\w+"|\b(?:type|inputMode)="\w+"/g;

/**
 * Which of these kinds a file names: as a text (`"resend"`), as the key of an object or type (`resend:`), or as both (`{ resend }`).
 */
export function kindsNamed(text: string, kinds: readonly string[]): string[] {
  const code = codeOf(text).replace(ofTheLanguage, "");
  return kinds.filter((kind) => {
    const key = String.raw`(?:^|[{,;(])\s*(?:readonly )?${kind}\??\s*(?::|[,}]|\()`;
    return new RegExp(`["'\`]${kind}["'\`]|${key}`, "m").test(code);
  });
}
