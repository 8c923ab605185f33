/** A table that is asked with words from outside: it knows its own entries only, not what every object inherits (`constructor`). */
export function ownTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
