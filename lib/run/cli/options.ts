import { parseArgs } from "node:util";

export interface StartOptions {
  demo: boolean;
  dev: boolean;
  port: number | undefined;
  data: string;
  workers: number;
}

export const usage = `npm start -- [options]
  --port N       port of the web address (default 3000, or the next that is free)
  --demo         a workspace with contacts and past campaigns to look around in
  --data DIR     where everything is kept (default .data/main, with --demo .data/demo)
  --workers N    worker processes (default 1)
  --help         this text`;

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new Error(`${name}: expected a whole number from ${from} to ${to}, got "${text}".`);
  }
  return value;
}

/** Options of `npm start`; null when help was asked for. Throws an Error that names what is wrong. */
export function parseStartOptions(args: string[]): StartOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      demo: { type: "boolean", default: false },
      dev: { type: "boolean", default: false },
      data: { type: "string" },
      workers: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const port = values.port ?? process.env.PORT;
  return {
    demo: values.demo,
    dev: values.dev,
    port: port ? wholeNumber("--port", port, 1, 65535) : undefined,
    data: values.data ?? (values.demo ? ".data/demo" : ".data/main"),
    workers: wholeNumber("--workers", values.workers, 1, 16),
  };
}
