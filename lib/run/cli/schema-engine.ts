import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

interface Diff {
  exitCode: number;
  stdout: string | null;
}
interface Engine {
  diff(input: object): Promise<Diff>;
}

interface Glue {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: object, log: (line: string) => void, factory: object) => Promise<Engine> };
}

// The adapter refuses PostgreSQL's one-byte "char" (oid 18), in which the catalogues keep their kinds and which the engine
// reads as Character. Catalogue queries never return a time, so `time` (oid 1083) carries it through the adapter.
const charOid = 18;
const carrierOid = 1083;

class CatalogueClient extends pg.Client {
  override query(...args: never[]): never {
    const run = pg.Client.prototype.query as (...given: unknown[]) => unknown;
    const last = args.at(-1) as unknown;
    if (typeof last !== "function") return (run.apply(this, args) as Promise<pg.QueryResult>).then(carryChar) as never;
    const done = last as (error: Error | null, result: pg.QueryResult) => void;
    const callback = (error: Error | null, result: pg.QueryResult) => done(error, carryChar(result));
    return run.apply(this, [...args.slice(0, -1), callback]) as never;
  }
}

function carryChar(result: pg.QueryResult): pg.QueryResult {
  for (const field of result?.fields ?? []) if (field.dataTypeID === charOid) field.dataTypeID = carrierOid;
  return result;
}

function withCharacters(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const found = await queryRaw(query);
      const types = found.columnTypes.map((type) => (type === ColumnTypeEnum.Time ? ColumnTypeEnum.Character : type));
      return { ...found, columnTypes: types };
    };
    return adapter;
  };
  return factory;
}

const require = createRequire(path.join(process.cwd(), "package.json"));

let loaded: Promise<Glue> | undefined;

/** The engine's code, instantiated once: its glue keeps one memory for the process. */
function loadGlue(): Promise<Glue> {
  loaded ??= (async () => {
    const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
    const glue = (await import(path.join(folder, "schema_engine_bg.js"))) as Glue;
    const bytes = await readFile(path.join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, {
      "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
    });
    // Where the engine leaves its last words before it panics.
    const registry = { set_message: (message: string) => console.error(message) };
    (globalThis as Record<string, unknown>).PRISMA_WASM_PANIC_REGISTRY = registry;
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return glue;
  })();
  return loaded;
}

/** Prisma's schema engine as WebAssembly: the CLI would download a native one, this works offline. */
async function loadEngine(pool: pg.Pool): Promise<Engine> {
  const { SchemaEngine } = await loadGlue();
  const factory = bindMigrationAwareSqlAdapterFactory(withCharacters(new PrismaPg(pool)));
  return SchemaEngine.new({ datamodels: await schemaFiles() }, () => {}, factory);
}

async function schemaFiles(): Promise<[string, string][]> {
  const folder = path.resolve("prisma/schema");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const file = path.join(folder, name);
      return [file, await readFile(file, "utf8")];
    }),
  );
}

const plainSql = (sql: string) =>
  sql
    .replace(/"|public\.|USING btree|;/gi, "")
    .replace(/\s+/g, "")
    .toLowerCase();

/**
 * The engine cannot see an operator class through the driver adapter and would make such an index anew each time. What
 * the database already has, word for word, is no difference. Neither is an index in a collation of its own, nor what an index carries along
 * beside its key, both of which migrations write by hand because the schema has no words for them.
 */
async function withoutFalseIndexes(pool: pg.Pool, sql: string): Promise<string> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    "select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public'",
  );
  let left = sql;
  for (const { name, definition } of rows) {
    const drop = `-- DropIndex\nDROP INDEX "${name}";\n`;
    if (definition.includes(" COLLATE ")) left = left.replace(drop, "");
    const create = new RegExp(`-- CreateIndex\\n(CREATE (?:UNIQUE )?INDEX "${name}" [^;]*;)\\n?`).exec(left);
    if (
      !left.includes(drop) ||
      !create ||
      plainSql(create[1]!) !== plainSql(definition.replace(/ INCLUDE \([^)]*\)/, ""))
    )
      continue;
    left = left.replace(drop, "").replace(create[0], "");
  }
  return left;
}

/** SQL that takes the database (which has all migrations) to what the schema says; "" when they agree. */
export async function schemaDifference(databaseUrl: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseUrl, Client: CatalogueClient });
  try {
    const engine = await loadEngine(pool);
    const files = (await schemaFiles()).map(([file, content]) => ({ path: file, content }));
    const result = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: process.cwd() },
      to: { tag: "schemaDatamodel", files },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = (result.stdout ?? "").replace("-- This is an empty migration.", "");
    return (await withoutFalseIndexes(pool, sql)).trim();
  } finally {
    await pool.end();
  }
}
