/**
 * How people read the path of a value in a request: "primaryColor" is "Primary color", "to.1" is "To, number 2", "custom_field" is "Custom
 * field". For sentences that stand alone; beside its own field a message needs no name.
 */
export function fieldWords(path: string): string {
  const words = path
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? `, number ${Number(part) + 1}` : ` ${spaced(part)}`));
  const text = words.join("").replace(/^[\s,]+/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function spaced(name: string): string {
  return name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/ Id\b| Ids\b/g, "")
    .toLowerCase();
}
