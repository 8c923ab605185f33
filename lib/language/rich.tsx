import { createElement, Fragment, type ReactNode } from "react";
import { type Msg, maybeMsg, pieces } from "./t";

type Tag = (inner: ReactNode) => ReactNode;

/**
 * A text with elements in it: `rich("Read <a>the guide</a>.", { a: (inner) => <Link href="/x">{inner}</Link> })`. An element without
 * words of its own is an empty tag: `"Sent by <who></who>"`.
 */
export function rich<S extends string>(
  source: (string extends S ? never : S) | Msg,
  values: Readonly<Record<string, string | number | Tag>>,
): ReactNode {
  const wrapped = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "function" ? (inner: ReactNode[]) => value(together(inner)) : value,
  ]);
  const said = pieces<ReactNode>(maybeMsg(source as string), Object.fromEntries(wrapped));
  return Array.isArray(said) ? together(said) : said;
}

const together = (parts: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...parts);
