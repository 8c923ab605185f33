import { OpenElements } from "@/lib/base/html/open-elements";
import { type HtmlPiece, type OpenTag, readHtml } from "@/lib/base/html/read-html";
import { liquidPieces, protectLiquid, restoreLiquid } from "@/lib/content/liquid/liquid-tokens.shared";

const ownWay = /^\s*\{\{-?\s*unsubscribe_url\b/;

/** Follows the branches of Liquid: what is written whatever the values are, and what only sometimes. */
class Branches {
  private readonly blocks: { name: string; branches: number; met: boolean; inAll: boolean; hasElse: boolean }[] = [];
  private met = false;

  get depth(): number {
    return this.blocks.length;
  }

  /** Whether it is written in every case, as far as read. */
  get always(): boolean {
    return this.met;
  }

  meet(): void {
    const block = this.blocks.at(-1);
    if (block) block.met = true;
    else this.met = true;
  }

  tag(source: string): void {
    const name = /^\{%-?\s*(\w+)/.exec(source)?.[1] ?? "";
    const block = this.blocks.at(-1);
    if (/^(if|unless|case|for|capture|comment|raw)$/.test(name)) {
      this.blocks.push({ name, branches: 0, met: false, inAll: true, hasElse: false });
    } else if (block && /^(elsif|else|when)$/.test(name)) {
      // Before the first `when` nothing is written.
      if (block.name !== "case" || block.branches > 0) block.inAll &&= block.met;
      block.branches += 1;
      block.hasElse ||= name === "else";
      block.met = false;
    } else if (block && name === `end${block.name}`) {
      this.blocks.pop();
      if (/^(if|unless|case)$/.test(block.name) && block.hasElse && block.inAll && block.met) this.meet();
    }
  }
}

/** Whether each message that this text part makes holds the recipient's own way out. */
export function textUnsubscribes(text: string): boolean {
  const branches = new Branches();
  for (const { kind, source } of liquidPieces(text)) {
    if (kind === "tag") branches.tag(source);
    // As a part of another address it is a value, not a way out.
    else if (kind === "output" && ownWay.test(source) && !/\|\s*url_part\b/.test(source)) branches.meet();
  }
  return branches.always;
}

const neverShown = new Set([
  "head",
  "template",
  "style",
  "script",
  "title",
  "textarea",
  "noscript",
  "noframes",
  "noembed",
  "xmp",
  "select",
  "object",
  "iframe",
  "audio",
  "video",
  "canvas",
]);
const hidingStyle =
  /(^|[;\s{])(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(;|!|$)|font-size\s*:\s*0(px|pt|em|rem|%)?\s*(;|!|$)|(max-)?(height|width)\s*:\s*0(px)?\s*(;|!|$)[^"]*overflow\s*:\s*hidden|overflow\s*:\s*hidden[^"]*(max-)?(height|width)\s*:\s*0(px)?\s*(;|!|$)|mso-hide\s*:\s*all\s*;?\s*$)/i;

const attribute = (tag: OpenTag, name: string) =>
  tag.attributes.find((each) => each.name.replace(/\ue000[^\ue001]*\ue001/g, "").toLowerCase() === name);

function hides(tag: OpenTag, hidden: ReadonlySet<string>): boolean {
  if (neverShown.has(tag.name)) return true;
  if (attribute(tag, "hidden")) return true;
  if (hidingStyle.test(attribute(tag, "style")?.value ?? "")) return true;
  const names = (attribute(tag, "class")?.value ?? "").split(/\s+/).map((name) => `.${name}`);
  const id = attribute(tag, "id")?.value;
  return names.some((name) => hidden.has(name)) || (id !== undefined && hidden.has(`#${id}`));
}

/** Classes and ids that the document's own styles hide on every screen: rules outside of any `@media`. */
function hiddenNames(pieces: readonly HtmlPiece[]): Set<string> {
  const names = new Set<string>();
  for (const piece of pieces) {
    if (piece.kind !== "text" || piece.inside !== "style") continue;
    let depth = 0;
    let selector = "";
    for (const part of piece.text.split(/([{}])/)) {
      if (part === "{") depth += 1;
      else if (part === "}") depth = Math.max(0, depth - 1);
      else if (depth === 0) selector = part;
      else if (depth === 1 && hidingStyle.test(part)) {
        for (const one of selector.split(",")) if (/^\s*[.#][\w-]+\s*$/.test(one)) names.add(one.trim());
      }
    }
  }
  return names;
}

interface Shown {
  /** Whether a link to the way out is on the page whatever the values are. */
  always: boolean;
  /** Where something can be put in so that readers see it: before the end of the body. */
  end: number;
}

/** A link that is open: where it leads, and whether something of it can be seen. */
interface OpenLink {
  depth: number;
  words: boolean;
}

/**
 * Looks for a link to the recipient's own way out that readers see: not in a comment, in something hidden, without words, or in one
 * branch only. `leads` says which addresses are meant; by default the merge tag.
 */
export function wayOutShown(html: string, leads: (url: string) => boolean = (url) => ownWay.test(url)): Shown {
  const source = protectLiquid(html);
  const pieces: HtmlPiece[] = [];
  readHtml(source, (piece) => pieces.push(piece));
  const hidden = hiddenNames(pieces);
  const branches = new Branches();
  const open = new OpenElements<{ hides: boolean }>();
  let hiding = 0;
  let link: OpenLink | null = null;
  let end = -1;
  const liquid = (text: string, words: boolean) => {
    for (const piece of liquidPieces(restoreLiquid(text))) {
      if (piece.kind === "tag") branches.tag(piece.source);
      else if (link && words && hiding === 0 && /(?!\u034f)[^\s\p{Cf}]/u.test(piece.source)) link.words = true;
    }
  };
  const closed = (ended: readonly { hides: boolean }[]) => {
    hiding -= ended.filter((one) => one.hides).length;
  };
  const endLink = () => {
    if (link?.words && link.depth === branches.depth) branches.meet();
    link = null;
  };
  for (const piece of pieces) {
    if (piece.kind === "text") liquid(piece.inside ? source.slice(piece.start, piece.end) : piece.text, !piece.inside);
    else if (piece.kind === "open") {
      liquid(source.slice(piece.start, piece.end).replace(/^<[^\ue000]*/, ""), false);
      const hidesThis = hides(piece, hidden);
      if (piece.name === "a" || piece.name === "area") {
        endLink();
        const url = restoreLiquid(attribute(piece, "href")?.value ?? "");
        if (hiding === 0 && !hidesThis && leads(url)) link = { depth: branches.depth, words: piece.name === "area" };
        if (piece.name === "area") endLink();
      }
      const seen = piece.name === "img" && attribute(piece, "src") && (attribute(piece, "alt")?.value ?? "x") !== "";
      if (seen && link && hiding === 0) (link as OpenLink).words = true;
      const depth = open.depth;
      const ended = open.open(piece.name, { hides: hidesThis });
      closed(ended);
      if (hidesThis && open.depth + ended.length > depth) hiding += 1;
    } else if (piece.kind === "close") {
      if (piece.name === "a") endLink();
      if (piece.name === "body" && branches.depth === 0) end = piece.start;
      closed(open.close(piece.name));
    } else liquid(source.slice(piece.start, piece.end), false);
  }
  const before = end < 0 ? html.length : restoreLiquid(source.slice(0, end)).length;
  return { always: branches.always, end: before };
}
