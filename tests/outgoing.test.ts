import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// One room opens connections to servers that somebody else named: lib/base/outgoing. What is here does it too, and why it may.
const exceptions: Readonly<Record<string, string>> = {
  "lib/mail/smtp/connect.ts": "speaks SMTP over the sockets: a server a workspace named goes through findRoute",
  "lib/inbound/mail/imap/open-mailbox.ts":
    "speaks IMAP with imapflow, which gets the judged addresses as its only look-up",
  "lib/inbound/mail/greeting-of.ts": "asks our own listener, at the operator's setting",
  "lib/mail/transports/resend-client.ts": "Resend's own address; another one is only given by tests",
  "lib/mail/transports/ses.ts": "Amazon's SDK; the region is a pattern of letters and digits",
  "lib/inbound/providers/ses/ses-suppressions.ts": "Amazon's SDK; the region is a pattern of letters and digits",
  "lib/sign-in/oidc-agent.ts":
    "the issuers that the operator set (OIDC_…), bounded in time and size; no workspace can name one",
  "lib/sign-in/oidc-metadata.ts": "the same, by its agent",
  "lib/base/storage/s3-client.ts":
    "the storage that the operator set (BACKUP_…, PICTURES_…); no workspace can name one",
  "lib/base/storage/blob-client.ts": "Vercel's own addresses; another one is only given by tests",
  "lib/client/api.ts": "runs in the browser",
  "lib/client/session.ts": "runs in the browser",
};
/** What accepts connections, tools of the operator, and the embedded mailbox, which reaches this installation's own origins only. */
const ofTheOperator = /^lib\/(run|demo)\//;

const opens =
  /(?<![.\w])fetch\(|\b(?:fetch: |= )fetch\b|from "(?:node:)?(?:net|tls|http|https|http2|dgram|undici)"|from "(?:imapflow|nodemailer|@aws-sdk\/[^"]+)"|import\("(?:resend|@aws-sdk\/[^"]+|undici)"\)|new (?:WebSocket|EventSource)\(/;
/** Imports of types alone, and of what only looks at addresses. */
const harmless =
  /^import type .*$|^import (?:type )?\{ (?:type )?(?:isIP|BlockList|Socket|BlockList, isIP|isIP, type \w+) \} from "node:net";$/gm;

test("connections to servers that others named are opened in lib/base/outgoing only", () => {
  const root = path.resolve(import.meta.dirname, "..");
  const files = globSync(["lib/**/*.{ts,tsx}", "app/**/*.{ts,tsx}", "proxy.ts", "emails/**/*.tsx"], {
    cwd: root,
  }).filter((file) => !/\.test\.tsx?$/.test(file) && !file.includes("generated") && !ofTheOperator.test(file));
  const opening = files.filter((file) => opens.test(readFileSync(path.join(root, file), "utf8").replace(harmless, "")));
  const elsewhere = opening.filter((file) => !file.startsWith("lib/base/outgoing/"));
  expect(elsewhere.filter((file) => !(file in exceptions))).toEqual([]);
  // An exception that no longer opens anything is taken off the list.
  expect(Object.keys(exceptions).filter((file) => !opening.includes(file))).toEqual([]);
});
