import path from "node:path";
import { readMail } from "@/lib/mail/read/read-mail";
import { adapters } from "./adapters";
import type { Found, Parameter } from "./find-readers";
import type { Reader } from "./growth";

const root = path.resolve(import.meta.dirname, "../..");

const argument: Record<Parameter, (text: string) => unknown> = {
  text: (text) => text,
  texts: (text) => [text, ...text.slice(0, 100_000).split("\n")],
  bytes: (text) => Buffer.from(text),
  mail: (text) => readMail(Buffer.from(`From: MAILER-DAEMON@b.example\r\nSubject: Undelivered\r\n\r\n${text}`)),
  reply: (text) => ({ code: 550, enhanced: null, text }),
  rows: (text) => [[text], text.slice(0, 100_000).split(",")],
  number: () => 50,
  boolean: () => true,
  date: () => new Date(0),
  function: () => (text: string) => text,
  set: () => new Set(),
  list: () => [],
};

/** What stands in for an object that is not known here; a function that uses it fails with a TypeError. */
const anything = (kind: Parameter | null, text: string): unknown => (kind ? argument[kind](text) : {});

/** A found function as a reader of one text. */
export async function readerOf({ id, file, name, parameters }: Found): Promise<Reader> {
  const adapter = adapters[id];
  if (adapter) return adapter;
  const module = (await import(/* @vite-ignore */ path.join(root, file))) as Record<
    string,
    (...given: unknown[]) => unknown
  >;
  const read = module[name];
  if (!read) throw new Error(`${id} cannot be called`);
  return (text) => read(...parameters.map((kind) => anything(kind, text)));
}

/** Whether a function can be called with what stands in for its other parameters. */
export async function canBeCalled(each: Found): Promise<boolean> {
  if (each.isMethod) return false;
  const reader = await readerOf(each);
  for (const text of ["", "a", "a@b.example", "<a href='x'>{{ x }}"]) {
    try {
      await reader(text);
    } catch (error) {
      if (error instanceof TypeError && !/URL|token/i.test(error.message)) return false;
    }
  }
  return true;
}
