import { type Template, type Token, TypeGuards } from "liquidjs";

/** A value with its filters, as outputs and conditions have it; LiquidJS has a class and a token of this shape. */
interface FilteredValue {
  initial: { postfix: readonly Token[] };
  filters: readonly { args: readonly (Token | readonly [string?, Token?])[] }[];
}

const isFiltered = (value: unknown): value is FilteredValue =>
  typeof value === "object" && value !== null && "initial" in value && "filters" in value;

/**
 * The variables that one node asks for, not those of its children: `contact.tags[0]` as `contact.tags`, and what stands in brackets
 * as a variable of its own. LiquidJS's own analysis counts the lines before each variable, which takes the square of their number.
 */
export function variablesOf(template: Template): string[] {
  const paths: string[] = [];
  for (const value of template.arguments?.() ?? []) addValue(value, paths);
  return paths;
}

function addValue(value: unknown, paths: string[]): void {
  if (isFiltered(value)) {
    for (const token of value.initial.postfix) addValue(token, paths);
    for (const { args } of value.filters)
      for (const each of args) addValue(Array.isArray(each) ? each[1] : each, paths);
  } else if (TypeGuards.isRangeToken(value)) {
    addValue(value.lhs, paths);
    addValue(value.rhs, paths);
  } else if (TypeGuards.isPropertyAccessToken(value)) addPath(value, paths);
}

function addPath(token: Token, paths: string[]): void {
  const nested: Token[] = [];
  const segments = segmentsOf(token, nested);
  if (typeof segments[0] === "string") paths.push(segments.filter((segment) => typeof segment === "string").join("."));
  for (const one of nested) addPath(one, paths);
}

/** The names and numbers of a path; paths in brackets are put aside. One that begins a path is part of it. */
function segmentsOf(token: Token, nested: Token[]): unknown[] {
  if (!TypeGuards.isPropertyAccessToken(token)) return [];
  return token.props.flatMap((prop, at) => {
    if (TypeGuards.isPropertyAccessToken(prop)) {
      if (at === 0) return segmentsOf(prop, nested);
      nested.push(prop);
      return [];
    }
    const named = TypeGuards.isQuotedToken(prop) || TypeGuards.isNumberToken(prop) || TypeGuards.isWordToken(prop);
    return named ? [prop.content] : [];
  });
}
