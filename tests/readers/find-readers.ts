import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** An exported function of lib that takes a text or bytes. */
export interface Found {
  /** `lib/mail/read/read-mail.ts#readMail`. */
  id: string;
  file: string;
  name: string;
  /** What each required parameter is; null means that a person has to say how it is called. */
  parameters: (Parameter | null)[];
  /** Whether it is asynchronous and its module reaches the database or the network: a person has to say what it reads. */
  reaches: boolean;
  /** A method needs an object, so a person has to say how it is called: `lib/x.ts#Class.method`. */
  isMethod: boolean;
}

export type Parameter =
  | "text"
  | "texts"
  | "bytes"
  | "mail"
  | "reply"
  | "rows"
  | "number"
  | "boolean"
  | "date"
  | "function"
  | "set"
  | "list";

/** What runs at a terminal, in a browser or makes demo data reads nothing foreign. */
const elsewhere =
  /^lib\/(run\/(cli|cluster|conformance|measure)|demo|client|base\/db\/generated)\/|\.(test|db\.test)\.|\.tmp\./;
/** A verb with a context asks the database; what it does with a text is done by readers that have none. */
const context = /^\w+\??: *(Ctx|AccountCtx|SqlTx|Db|PgBoss)\b/;
const outside =
  /from "@\/lib\/(base\/(db\/(client|pool|pg-transaction|transaction)|jobs\/)|sign-in\/session)|from "(node:(dns|net|fs|http|https|tls)|nodemailer)/;

/** The exported functions of lib that take foreign text, found in the source so that none has to be remembered. */
export function findReaders(): Found[] {
  const files = globSync("lib/**/*.{ts,tsx}", { cwd: root }).filter((file) => !elsewhere.test(file));
  return files.sort().flatMap((file) => {
    const source = readFileSync(path.join(root, file), "utf8");
    return [...readersIn(file, source), ...methodsIn(file, source)];
  });
}

export function readersIn(file: string, source: string): Found[] {
  const heads = source.matchAll(
    /^export (async )?(?:function\*? (\w+)\s*(?:<[^(]*>)?|const (\w+)(?::[^=]+)? = (async )?)\((?=[\s\w)])/gm,
  );
  return [...heads].flatMap((head) => {
    const all = split(source, head.index + head[0].length);
    if (all === null || all.some((parameter) => context.test(parameter))) return [];
    if (!all.some(isForeign)) return [];
    const name = head[2] ?? head[3] ?? "";
    const required = all.filter((parameter) => !/^\w+\?:|(?<![=<>])=(?!>)/.test(parameter));
    const given = required.length > 0 ? required : all.slice(0, 1);
    const isAsync = Boolean(head[1] ?? head[4]);
    return [
      {
        ...{ id: `${file}#${name}`, file, name, isMethod: false },
        ...{ parameters: given.map(kindOf), reaches: isAsync && outside.test(source) },
      },
    ];
  });
}

/** The methods of exported classes that take a text. */
export function methodsIn(file: string, source: string): Found[] {
  const classes = source.matchAll(/^export (?:abstract )?class (\w+)[^{]*\{\n((?:.*\n)*?)\}/gm);
  return [...classes].flatMap(([, owner, body = ""]) =>
    [
      ...body.matchAll(/^ {2}(?:(?:static|async|override|public) |\*)*(\w+)(?: = (?:async )?)?(?:<[^(]*>)?\(/gm),
    ].flatMap((head) => {
      const all = head[1] === "constructor" ? null : split(body, head.index + head[0].length);
      if (!all?.some(isForeign)) return [];
      const name = `${owner}.${head[1]}`;
      return [{ id: `${file}#${name}`, file, name, parameters: all.map(kindOf), reaches: false, isMethod: true }];
    }),
  );
}

const isForeign = (parameter: string) =>
  ["text", "texts", "bytes", "mail", "reply", "rows"].includes(kindOf(parameter) ?? "");

/** The parameters of a function, whose list begins at `from`; null for a constant that is no function. */
function split(source: string, from: number): string[] | null {
  const parameters: string[] = [];
  let depth = 0;
  let current = "";
  for (let at = from; at < source.length; at++) {
    const char = source[at] as string;
    if (depth === 0 && char === ")") {
      if (current.trim()) parameters.push(current.trim().replace(/\s+/g, " "));
      return /^(: [^={]+)?( =>| \{|: )/.test(source.slice(at + 1, at + 200)) ? parameters : null;
    }
    if ("([{<".includes(char)) depth += 1;
    if (")]}".includes(char) || (char === ">" && source[at - 1] !== "=")) depth -= 1;
    if (char === "," && depth === 0) {
      parameters.push(current.trim().replace(/\s+/g, " "));
      current = "";
    } else current += char;
  }
  return null;
}

const nothing = String.raw`(?: \| (?:null|undefined))*(?: = .*)?$`;
const kinds: [RegExp, Parameter][] = [
  [
    new RegExp(String.raw`^\w+\??: (?:string|unknown|string \| Uint8Array|string \| readonly string\[\])${nothing}`),
    "text",
  ],
  [new RegExp(String.raw`^\w+\??: (?:readonly )?string\[\]${nothing}`), "texts"],
  [new RegExp(String.raw`^\w+\??: (?:Buffer|Uint8Array)${nothing}`), "bytes"],
  [/^\w+: ReceivedMail$/, "mail"],
  [/^\w+: Reply$/, "reply"],
  [/^\w+: (?:readonly )?(?:readonly )?string\[\]\[\]$/, "rows"],
  [new RegExp(String.raw`^\w+\??: number${nothing}`), "number"],
  [new RegExp(String.raw`^\w+\??: boolean${nothing}`), "boolean"],
  [/^\w+\??: Date$/, "date"],
  [/^\w+\??: \(.*\) => /, "function"],
  [/^\w+\??: (?:Readonly)?(?:Set|Map)<.*>$/, "set"],
  [/^\w+\??: (?:readonly )?.*\[\]$/, "list"],
];

function kindOf(parameter: string): Parameter | null {
  return kinds.find(([pattern]) => pattern.test(parameter))?.[1] ?? null;
}
