type Json = unknown;

/** Values that are another's own each time. */
const own = /^(id|token|object|created_at|updated_at|signing_secret|contact)$|_id$|_at$/;

const kindOf = (value: Json) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const isObject = (value: Json): value is Record<string, Json> => kindOf(value) === "object";

/**
 * What of a recorded answer is missing in ours, in words: each key with a value of the same kind, and the same value where it is nobody's own (an error's
 * name and words, what the request gave). Items of lists are compared by their keys. Ours may have more. Pure.
 */
export function shapeProblems(recorded: Json, ours: Json, at = "answer"): string[] {
  if (recorded === null) return [];
  if (kindOf(recorded) !== kindOf(ours)) return [`${at} is ${kindOf(ours)} and not ${kindOf(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    if (recorded.length !== ours.length) return [`${at} has ${ours.length} items and not ${recorded.length}`];
    return recorded.length > 0 ? keyProblems(recorded[0], ours[0], `${at}.0`) : [];
  }
  if (isObject(recorded) && isObject(ours)) {
    return Object.entries(recorded).flatMap(([key, value]) => {
      if (!Object.hasOwn(ours, key)) return [`${at}.${key} is missing`];
      if (own.test(key)) return keyProblems(value, ours[key], `${at}.${key}`);
      return shapeProblems(value, ours[key], `${at}.${key}`);
    });
  }
  return recorded === ours ? [] : [`${at} is ${JSON.stringify(ours)} and not ${JSON.stringify(recorded)}`];
}

/** The same without the values. */
function keyProblems(recorded: Json, ours: Json, at: string): string[] {
  if (recorded === null) return [];
  if (kindOf(recorded) !== kindOf(ours) && ours !== null)
    return [`${at} is ${kindOf(ours)} and not ${kindOf(recorded)}`];
  if (!isObject(recorded) || !isObject(ours)) return [];
  return Object.keys(recorded).flatMap((key) => (Object.hasOwn(ours, key) ? [] : [`${at}.${key} is missing`]));
}

/** Ids that a recorded answer names, with ours in the same places; items of lists are told apart by address or name. Pure. */
export function idsOf(recorded: Json, ours: Json): [string, string][] {
  if (!isObject(recorded) || !isObject(ours)) return [];
  const self: [string, string][] =
    typeof recorded.id === "string" && typeof ours.id === "string" ? [[recorded.id, ours.id]] : [];
  const items = Array.isArray(recorded.data) && Array.isArray(ours.data) ? pairs(recorded.data, ours.data) : [];
  return [...self, ...items.flatMap(([one, other]) => idsOf(one, other))];
}

const nameOf = (item: Json) => (isObject(item) ? (item.email ?? item.name ?? item.key) : undefined);

const pairs = (recorded: Json[], ours: Json[]): [Json, Json][] =>
  recorded.flatMap((item) => {
    const same = ours.find((other) => nameOf(other) !== undefined && nameOf(other) === nameOf(item));
    return same === undefined ? [] : [[item, same]];
  });
