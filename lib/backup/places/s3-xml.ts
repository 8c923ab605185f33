import { Parser } from "htmlparser2";

/** The texts of a path of elements, wherever it stands, each time that it comes: `textsIn(xml, "Contents", "Key")`. */
export function textsIn(xml: string, ...path: readonly string[]): string[] {
  const found: string[] = [];
  const open: string[] = [];
  let text = "";
  const isThere = () => path.every((name, index) => open[open.length - path.length + index] === name);
  const parser = new Parser(
    {
      onopentagname(name) {
        open.push(name);
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
