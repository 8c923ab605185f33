import { Parser } from "htmlparser2";

/** Answers of S3 are some five deep; the parser's time grows with the square of the depth. */
const MOST_DEPTH = 100;

/**
 * The texts of a path of elements, wherever it stands, each time that it comes: `textsIn(xml, "Contents", "Key")`.
 * Throws when elements stand more than a hundred deep.
 */
export function textsIn(xml: string, ...path: readonly string[]): string[] {
  const found: string[] = [];
  const open: string[] = [];
  let text = "";
  const isThere = () => path.every((name, index) => open[open.length - path.length + index] === name);
  const parser = new Parser(
    {
      onopentagname(name) {
        if (open.push(name) > MOST_DEPTH) throw new Error("The answer is no XML of S3.");
        text = "";
      },
      ontext(part) {
        text += part;
      },
      onclosetag() {
        if (isThere()) found.push(text);
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return found;
}

/** The first of them; undefined when there is none. */
export const textIn = (xml: string, ...path: readonly string[]): string | undefined => textsIn(xml, ...path)[0];
