/**
 * The pattern, for PostgreSQL, of a number as programs write it, in JSON or as a text: up to so many digits, and decimals. Its digits are named one by
 * one: in a database that sorts by ICU `\d` is a digit of any script, and the cast that follows takes none but these.
 */
export const numberPattern = (digits: number, decimals: number): string =>
  `^-?[0-9]{1,${digits}}(\\.[0-9]{1,${decimals}})?$`;
