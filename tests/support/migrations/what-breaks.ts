import type { SchemaPicture } from "./schema-picture";

/** `contract`: the release before would fail. `lock`: it would have to wait. */
export interface Break {
  kind: "contract" | "lock";
  text: string;
}

const contract = (text: string): Break => ({ kind: "contract", text });
const lock = (text: string): Break => ({ kind: "lock", text });

/** What a migration does to the release before it, which is still at work. Empty when that one does not notice. */
export function whatBreaks(before: SchemaPicture, after: SchemaPicture, locks: readonly string[]): Break[] {
  return [
    ...gone(before.tables, after.tables).map((name) => contract(`drops the table ${name}`)),
    ...gone(before.functions, after.functions).map((name) => contract(`drops the function ${name}`)),
    ...gone(before.indexes, after.indexes).flatMap((name) =>
      before.indexes.get(name)!.unique && after.tables.has(before.indexes.get(name)!.table)
        ? [contract(`drops the unique index ${name}, by which rows are found that are there already`)]
        : [],
    ),
    ...[...before.tables].flatMap(([name, file]) =>
      (after.tables.get(name) ?? file) === file ? [] : [lock(`writes the whole table ${name} anew`)],
    ),
    ...ofColumns(before, after),
    ...ofConstraints(before, after),
    ...ofIndexes(before, after),
    ...locks.flatMap((held) => {
      const [mode = "", table = ""] = held.split(" ");
      if (mode === "ShareLock")
        return [lock(`makes an index on ${table} while nobody writes: concurrently, alone in a migration`)];
      return mode === "RowExclusiveLock" ? [lock(`changes rows of ${table}: in pieces, by a job`)] : [];
    }),
  ];
}

const gone = (before: { keys(): Iterable<string> }, after: { has(name: string): boolean }) =>
  [...before.keys()].filter((name) => !after.has(name));

const tableOf = (column: string) => column.split(".")[0]!;

function ofColumns(before: SchemaPicture, after: SchemaPicture): Break[] {
  const dropped = gone(before.columns, after.columns).filter((name) => after.tables.has(tableOf(name)));
  return [
    ...dropped.map((name) => contract(`drops the column ${name}`)),
    ...[...after.columns].flatMap(([name, column]) => {
      if (!before.tables.has(tableOf(name))) return [];
      const old = before.columns.get(name);
      const empty = column.notNull && !column.filled;
      if (!old) return empty ? [contract(`adds ${name}, which may not be null and has no default`)] : [];
      return [
        ...(old.type === column.type ? [] : [contract(`changes the type of ${name}`)]),
        ...(column.notNull && !old.notNull ? [contract(`forbids null in ${name}`)] : []),
        ...(empty && old.filled ? [contract(`takes the default of ${name}`)] : []),
      ];
    }),
  ];
}

function ofConstraints(before: SchemaPicture, after: SchemaPicture): Break[] {
  return [...after.constraints].flatMap(([name, now]) => {
    const old = before.constraints.get(name);
    if (!before.tables.has(now.table) || old?.definition === now.definition) return [];
    // Making it valid later, in a migration of its own, lets everybody work.
    if (old && withoutValid(old.definition) === withoutValid(now.definition)) return [];
    const ofOld = now.columns.length > 0 && now.columns.every((column) => before.columns.has(column));
    const stricter = ofOld && !(old && isWider(old.definition, now.definition));
    const reads = (now.kind === "c" || now.kind === "f") && now.validated;
    return [
      ...(stricter ? [contract(`makes ${name} stricter`)] : []),
      ...(reads
        ? [
            lock(
              `reads all of ${now.table} for ${name} under a lock: not valid first, and validated in a migration of its own`,
            ),
          ]
        : []),
    ];
  });
}

const withoutValid = (definition: string) => definition.replace(/ NOT VALID$/, "");

/** The same check with more values in its list. */
function isWider(old: string, now: string): boolean {
  const texts = (definition: string) => new Set(definition.match(/'[^']*'(?:::\w+)?/g));
  const skeleton = (definition: string) => withoutValid(definition).replaceAll(/(?:'[^']*'(?:::\w+)?(?:, )?)+/g, "…");
  return skeleton(old) === skeleton(now) && [...texts(old)].every((text) => texts(now).has(text));
}

function ofIndexes(before: SchemaPicture, after: SchemaPicture): Break[] {
  return [...after.indexes].flatMap(([name, { table, unique, columns }]) => {
    const stricter = unique && before.tables.has(table) && columns.every((column) => before.columns.has(column));
    const isNew = !before.indexes.has(name) && !after.constraints.has(`${table}.${name}`);
    return isNew && stricter ? [contract(`makes ${name} unique in ${table}`)] : [];
  });
}
