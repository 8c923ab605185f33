import { describe, expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

// One rule, one home: each of these is written in the files named, and everything else calls them. `second` is what another version
// would look like, to know that the test would find it.
interface Rule {
  rule: string;
  homes: readonly string[];
  written: RegExp;
  second: string | readonly string[];
}

/** A table behind `insert into` and so on, however it is written; the text goes on behind its name. */
const named = (table: string) => `\\s+(?:only\\s+)?(?:public\\.)?"?${table}"?(?=[\\s(])`;

/** Writes to a table, in SQL, through Prisma, or through Prisma from another table (`subscriptions: { create: … }`). */
function writesTo(table: string): RegExp {
  const model = table.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const sql = `(?:insert\\s+into|update|delete\\s+from|merge\\s+into)${named(table)}`;
  const nested = `\\b${model}s:\\s*\\{\\s*(?:create|connect|update|upsert|delete|set)`;
  return new RegExp(`${sql}|\\.${model}\\s*\\.\\s*(?:create|update|upsert|delete)|${nested}`, "i");
}

/** `update campaign … set … status =`, before any condition; and what nobody can see through: columns or data made elsewhere. */
const movesCampaign = new RegExp(
  [
    `update${named("campaign")}(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\s+(?:\\$\\{|(?:(?!\\bwhere\\b)[^\`])*?\\bstatus\\s*=)`,
    "\\.campaign\\s*\\.\\s*(?:update|upsert)\\w*\\((?:(?!\\bdata\\b)[^;])*?\\bdata(?:\\s*[,}]|:\\s*(?!\\{)\\S|:[^;]*?\\bstatus\\b)",
  ].join("|"),
  "i",
);

const rules: readonly Rule[] = [
  {
    rule: "CSV out: quoting, the guard against formulas, the byte order mark",
    homes: ["lib/base/csv/write-csv.ts"],
    written: /"content-type": "text\/csv|encode\("\\ufeff"\)|^.*\\r\\n.*replaceAll\('"', '""'\)/im,
    second: `return /[",\\r\\n]/.test(safe) ? \`"\${safe.replaceAll('"', '""')}"\` : safe;`,
  },
  {
    rule: "the mailbox provider of a domain",
    // Beside it: what is often mistyped, for whose addresses Google answers at sign-in, and whose server the doctor knocks at.
    homes: [
      "lib/base/addresses/domain-typo.shared.ts",
      "lib/base/addresses/mailbox-providers.shared.ts",
      "lib/run/doctor/check-ports.ts",
      "lib/sign-in/oidc/read-claims.ts",
    ],
    written: /["'`.@](?:gmail|googlemail|hotmail|outlook|yahoo|icloud)\.(?:com|[a-z]{2})["'`]/,
    second: [
      `Gmail: ["gmail.com", "googlemail.com"],\n  "Outlook.com": ["outlook.com"]`,
      `domain.endsWith("hotmail.it") ? "Outlook.com" : domain`,
    ],
  },
  {
    rule: "who receives for a domain, by its name or by what was looked up",
    homes: [
      "lib/base/addresses/mailbox-providers.shared.ts",
      "lib/sending/pacing/look-up-domains.ts",
      "lib/sending/pacing/provider-of.ts",
    ],
    written: /\brecipient_domain\b|\.recipientDomain\b|providerOfKnownDomain\(|providerOfExchangers\(/,
    second: "select provider from recipient_domain where domain = any($1)",
  },
  {
    rule: "finding the message that a report is about",
    homes: [
      // The tokens and Message-IDs themselves.
      "lib/content/links/links.ts",
      "lib/content/links/loose-token.ts",
      "lib/events/ledger/messages-anywhere.ts",
      // Whether an address is one of ours at all.
      "lib/inbound/addresses/our-address.ts",
      "lib/inbound/feedback/find-by-recipient.ts",
      "lib/inbound/feedback/find-message.ts",
      "lib/inbound/feedback/named-ids.ts",
      "lib/mail/mime/verp.ts",
      // The embedded mailbox plays the receiving side.
      "lib/run/mailbox/simulator/reach.ts",
    ],
    written:
      /\b(?:parseVerp|signedIdsIn|readMessageToken|messagesAnywhere)\(|\.providerMessage\.find|from provider_message\b|sentAt = \{ gte[^;]*;[^;]*\.message\.findMany/,
    second: "const [message] = await messagesAnywhere([id]);",
  },
  {
    rule: "policy on feedback: what a fact decides, suppresses and leaves to do",
    homes: [
      "lib/feedback/policy/act-on-feedback.ts",
      "lib/feedback/policy/alert-of.ts",
      "lib/feedback/policy/decide-many.ts",
      "lib/feedback/policy/policy.ts",
      "lib/feedback/policy/recipient-history.ts",
      // The same history, for the page of a contact.
      "lib/feedback/policy/soft-bounces-in-a-row.ts",
    ],
    written: /\b(?:decide|decideMany|alertOf|loadHistories)\(|kind === "(?:slow_provider|pause_campaign|pause_domain)"/,
    second: "const [decisions] = await decideMany(tx, [judged]);",
  },
  {
    rule: "a fact as it stands in the history of its message",
    homes: ["lib/feedback/policy/canonical-to-events.ts"],
    written: /type: "message\.(?:bounced|deferred|complained)"|deferred: "message\.deferred"/,
    second: 'events: [{ ...event, type: "message.bounced", data: { ...data, kind } }],',
  },
  {
    rule: "the move of a campaign's status",
    homes: ["lib/sending/campaign/change-status.ts"],
    written: movesCampaign,
    second: [
      "update campaign set paused_at = now(), status = 'paused' where id = $1",
      "update only public.\"campaign\" as c\n   set status = 'paused'",
      `update campaign c set \${Prisma.join(changes)}`,
      'tx.db.campaign.updateMany({ where: { id }, data: { brake: { a: 1 }, status: "sent" } })',
      "tx.db.campaign.update({ where: campaignKey(tx, id), data })",
      "tx.db.campaign.update({ where: campaignKey(tx, id), data: changesOf(input) })",
    ],
  },
  {
    rule: "whether a suppression is in force",
    // Beside it: of API keys, which end too.
    homes: ["lib/base/auth/key-status.ts", "lib/people/addresses/in-force.ts"],
    written:
      /expires_at\s+is\b|coalesce\([^)]*\bexpires_at|\b(?:s|suppression|old)\.expires_at\s*[<>]=?(?![=\s]*coalesce)|\{ expiresAt: null \}|\bexpiresAt\s*[!=]==|!\s*[\w.]+\.expiresAt\b/,
    second: [
      "where s.expires_at is null or s.expires_at > now()",
      "where (s.expires_at > $1 or s.expires_at is null)",
      "where coalesce(expires_at, 'infinity') > $1",
      "where s.expires_at <= $3::timestamptz",
      "OR: [{ expiresAt: { gt: now } }, { expiresAt: null }]",
      "return !found.expiresAt || found.expiresAt > now;",
    ],
  },
  {
    rule: "a change of subscription",
    // The demo makes up a past, with times of its own, and so does the measurement of segments.
    homes: [
      "lib/demo/seed-people.ts",
      "lib/people/consent/change-subscriptions.ts",
      "tests/bench/segments/fill-people.ts",
    ],
    written: writesTo("subscription"),
    second: [
      "update subscription set status = 'unsubscribed'",
      "insert into public.subscription(workspace_id)",
      "await tx.db.subscription\n    .updateMany({ data })",
      "await tx.db.contact.update({ where, data: { subscriptions: { create: { listId } } } });",
    ],
  },
  {
    rule: "the proof of consent",
    homes: [
      "lib/demo/seed-people.ts",
      "lib/people/consent/change-subscriptions.ts",
      "lib/people/consent/record-consent.ts",
      // Erasing a person takes the id off.
      "lib/people/contacts/erase-contacts.ts",
      "tests/bench/segments/fill-people.ts",
    ],
    written: writesTo("consent_record"),
    second: "await tx.db.consentRecord.createMany({ data })",
  },
  {
    rule: "a message's place in the ledger",
    homes: ["lib/events/ledger/place.ts"],
    written:
      /bounced_at is not null then 'bounced'|\bbouncedAt\) return "bounced"|notHandedOver|"skipped", "cancelled"\]|"pending", "queued", "sending"/i,
    second: [
      'if (message.bouncedAt) return "bounced";',
      'status: { in: ["pending", "queued", "sending", "deferred"] }',
    ],
  },
  {
    rule: "the client's address behind proxies",
    homes: [
      "lib/base/http/client-ip.ts",
      "lib/base/settings/trusted-proxies.ts",
      // SMTP and the connections themselves: no header speaks for anybody there.
      "lib/edges/submission/submission-server.ts",
      "lib/inbound/mail/listener.ts",
      "lib/run/web/connections.ts",
    ],
    written: /x-forwarded-for|x-real-ip|get\("forwarded"\)|peerHeader|remoteAddress|clientAddress\(/i,
    second: `const ip = request.headers.get("x-real-ip") ?? request.socket.remoteAddress;`,
  },
  {
    rule: "a body with a limit, unpacked",
    homes: [
      "lib/base/http/read-body.ts",
      "lib/base/http/unpack-body.ts",
      // What we answer ourselves; mail by SMTP, whose size smtp-server watches; how far into a file its form is looked for.
      "lib/base/routes/heavy-work.ts",
      "lib/edges/submission/submission-server.ts",
      "lib/inbound/mail/listener.ts",
      "lib/people/imports/read-suppression-file.ts",
    ],
    written:
      /for await \([^)]* of (?:response|request|incoming|answer|body|stream)\b|size \+= \w+\.(?:byteLength|length)|\.getReader\(|create(?:Gunzip|Inflate|Brotli)/,
    second: "for await (const chunk of response) chunks.push(chunk as Buffer);",
  },
  {
    rule: "who is an operator",
    homes: ["lib/base/auth/operator.ts"],
    written:
      /!\s*[\w.?]*\.isOperator\b|\bif \(!isOperator\)|\bif \([\w.?]*\bisOperator\)|isOperator: true, disabledAt: true \}|isOperator [!=]==|\|\| user\.isOperator;/,
    second: [
      "if (!ctx.user.isOperator) notFound();",
      "if (!isOperator) notFound();",
      "if (user.isOperator === false) notFound();",
    ],
  },
  {
    rule: "a certificate that signs itself",
    homes: ["lib/base/security/self-signed.ts"],
    written: /-----BEGIN CERTIFICATE|\b(?:der|tagged)\(0x30/,
    second: `const pem = "-----BEGIN CERTIFICATE-----\\n" + lines;`,
  },
  {
    rule: "the bars of a measurement, and how they are printed",
    homes: ["lib/run/measure/report.ts"],
    written: /\bok: value (?:>=|<=|!==)|\bmachine: machine\(|\b(?:os\.)?cpus\(\)/,
    second: "return { name, value, bar, ok: value >= bar };",
  },
  {
    rule: "escaping text in HTML and XML",
    // The reference of the benchmark is a program by itself, which Node runs without the paths of this house.
    homes: ["lib/base/html/escape-html.ts", "tests/bench/nodemailer-process.ts"],
    written: /(?:, |: |join\()["'`]&(?:amp|lt|gt|quot|#\w+);["'`]|`&#x?\$\{/,
    second: [
      `const escapeXml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");`,
      `return text.split("<").join("&lt;");`,
      `return text.replace(/[<&]/g, (char) => \`&#\${char.charCodeAt(0)};\`);`,
    ],
  },
];

const sources = sourcesIn(["{lib,app,components,emails}/**/*.{ts,tsx,mjs}", "tests/{bench,chaos}/**/*.ts", "*.ts"]);
/** Without comments and imports, which may speak of anything. */
const codeOf = (file: string) => textOf(file).replace(/^import [\s\S]*?;$|\/\*\*?[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const code = new Map(sources.map((file) => [file, codeOf(file)]));

describe.each(rules)("$rule", ({ homes, written, second }) => {
  test("stands in its home only", () => {
    const writers = sources.filter((file) => written.test(code.get(file)!));
    expect(writers).toEqual([...homes].sort());
  });

  test("a second version would be found", () => {
    for (const version of [second].flat()) expect(version).toMatch(written);
  });
});
