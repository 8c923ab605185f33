export interface Change {
  name: string;
  before?: string;
  after?: string;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** What differs between the two sides of an audit entry, value by value; what stayed the same is left out. */
export function changedValues(before: unknown, after: unknown): Change[] {
  const old = asRecord(before);
  const fresh = asRecord(after);
  const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...names]
    .map((name) => ({ name, before: asText(old[name]), after: asText(fresh[name]) }))
    .filter((change) => change.before !== change.after);
}
