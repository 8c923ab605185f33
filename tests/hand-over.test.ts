import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const files = globSync(["lib/**/*.ts", "app/**/*.{ts,tsx}"], { cwd: root }).filter(
  (file) => !/\.test\.tsx?$/.test(file) && !file.includes("generated"),
);
const using = (word: RegExp) =>
  files.filter((file) => word.test(readFileSync(path.join(root, file), "utf8").replace(/^import .*$/gm, ""))).sort();

// The product's own mail (SYSTEM_FROM) and the simulated recipients, who write to our listener, are nobody's workspace.
const noWorkspaces = ["lib/mail/system/system-transport.ts", "lib/run/mailbox/simulator/reach.ts"];

test("mail of a workspace is handed to a transport in one place, behind the gate", () => {
  expect(using(/\btransport\s*\.send\(/)).toEqual([
    "lib/mail/system/system-transport.ts",
    "lib/sending/engine/hand-over.ts",
  ]);
  expect(using(/\bsendOne\(/).filter((file) => !file.startsWith("lib/mail/transports/"))).toEqual([
    ...noWorkspaces,
    "lib/sending/engine/hand-over.ts",
  ]);
  expect(using(/\bopenTransport\(/).filter((file) => !file.startsWith("lib/mail/transports/"))).toEqual([
    "lib/mail/system/system-transport.ts",
    "lib/sending/transports/workspace-transport.ts",
  ]);
  expect(using(/\bnew SmtpTransport\(/)).toEqual([
    "lib/mail/transports/kinds/open-smtp.ts",
    "lib/run/mailbox/simulator/reach.ts",
  ]);
});
