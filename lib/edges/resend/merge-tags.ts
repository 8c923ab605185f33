/** `{{{NAME}}}` or `{{{NAME|words}}}`, as Resend's content names values. Every part has a longest length. */
const tag = /\{\{\{ {0,3}([A-Za-z_][\w.]{0,80}) {0,3}(?:\| {0,3}([^{}|]{0,200}))?\}\}\}/g;

export interface TagNames {
  /** Variables of the template, in small letters. */
  variables?: ReadonlySet<string>;
  /** What stands for the missing value of a custom field, by its key. */
  fallbacks?: ReadonlyMap<string, string>;
}

/** Names that Resend has for what every mail knows. */
const known: ReadonlyMap<string, string> = new Map([
  ["resend_unsubscribe_url", "unsubscribe_url"],
  ["unsubscribe_url", "unsubscribe_url"],
  ...(["first_name", "last_name", "email"] as const).map((name) => [name, `contact.${name}`] as const),
]);

/** Content with Resend's triple braces as ours has it: Liquid, whose values are escaped in HTML. What is nobody's name stays as it stands. Pure. */
export function liquidOf(content: string, { variables = new Set(), fallbacks = new Map() }: TagNames = {}): string {
  return content.replace(tag, (whole, name: string, words: string | undefined) => {
    const small = name.toLowerCase();
    const path = pathOf(small, variables);
    if (path === null) return whole;
    const fallback = words?.trim() || (small.startsWith("contact.") ? fallbacks.get(small.slice(8)) : undefined);
    return fallback ? `{{ ${path} | default: ${quoted(fallback)} }}` : `{{ ${path} }}`;
  });
}

function pathOf(name: string, variables: ReadonlySet<string>): string | null {
  if (variables.has(name)) return `data.${name}`;
  if (/^contact\.[a-z][a-z0-9_]*$/.test(name)) return name;
  return known.get(name) ?? null;
}

/** Liquid knows no escapes: a text with both quotes loses one kind. */
const quoted = (text: string) => (text.includes('"') ? `'${text.replaceAll("'", "’")}'` : `"${text}"`);
