/** Small changes to a tree that was pasted. */

export const blockTags = new Set(
  "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

export const tagOf = (element: Element): string => element.tagName.toLowerCase();

/** Leaves what is inside in the place of the element. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** Gives the element another name; attributes go, unless they are named. */
export function rename(element: Element, tag: string, kept: readonly string[] = []): Element {
  const other = element.ownerDocument.createElement(tag);
  for (const name of kept) {
    const value = element.getAttribute(name);
    if (value !== null) other.setAttribute(name, value);
  }
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** Puts everything inside an element into a new one inside it. */
export function wrapContent(element: Element, tag: string): Element {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
  return inner;
}

/** The declarations of a style attribute as they are written; Word's own are among them, which no browser keeps. */
export function styleOf(element: Element): Map<string, string> {
  const declared = (element.getAttribute("style") ?? "").split(";").map((part) => part.split(/:(.*)/s));
  return new Map(declared.map(([name = "", value = ""]) => [name.trim().toLowerCase(), value.trim().toLowerCase()]));
}

export const hasBlocks = (element: Element): boolean =>
  [...element.querySelectorAll("*")].some((inner) => blockTags.has(tagOf(inner)));
