import { describe, expect, test } from "vitest";
import { providerNames } from "@/lib/inbound/providers/schema";
import { ownKinds, transportKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { sourcesIn, textOf } from "./support/house";
import { kindsNamed } from "./support/kinds-named";

// What comes in kinds has one descriptor a kind. Who names kinds elsewhere makes a second table, which the next kind is forgotten in.
interface Family {
  name: string;
  kinds: readonly string[];
  /** A file that names so many of them speaks of the family: common words such as `text` mean many things by themselves. */
  least: number;
  /** The files of one kind. */
  ownOf: (kind: string) => string;
  /** Where each kind has its line; where only some have one, which. */
  tables: Readonly<Record<string, readonly string[]>>;
  /** Files that name kinds all the same, and why. */
  reasons: Readonly<Record<string, string>>;
  /** A second table, to know that it would be found. */
  second: string;
}

const transportTables = {
  "components/sending/settings-forms.ts": ownKinds,
  "lib/mail/transports/kinds/transport-kinds.shared.ts": transportKinds,
  "lib/mail/transports/kinds/transport-kinds.ts": transportKinds,
};
const transportOwn = (kind: string) => `lib/mail/transports/kinds/${kind}-`;
const theOtherSide = "plays the provider: what it signs is not read from the code that checks it";
const families: readonly Family[] = [
  {
    name: "types of custom fields",
    kinds: FIELD_TYPES,
    least: 3,
    ownOf: (kind) => `lib/people/fields/${kind}-field.shared.ts`,
    tables: { "lib/people/fields/field-types.shared.ts": FIELD_TYPES },
    reasons: {
      "components/templates/template-for-programs.tsx": "types of JSON, and of inputs",
      "lib/demo/seed-people.ts": "the fields of the sample shop",
      "lib/inbound/replies/forward-reply.ts": "columns and the parts of a mail",
      "lib/people/fields/field-kind.shared.ts": "the descriptor itself: ways of comparing and of giving a value",
      "lib/run/conformance/cases/round-trip.ts": "fields of a made-up workspace",
    },
    second: `const labels = { text: "Text", number: "Number", select: "Choice" };`,
  },
  {
    name: "inbound providers",
    kinds: providerNames,
    least: 1,
    ownOf: (kind) => `lib/inbound/providers/${kind}/`,
    tables: {
      "lib/inbound/providers/all-providers.ts": providerNames,
      "lib/inbound/providers/schema.ts": providerNames,
    },
    reasons: {
      "app/api/app/account/sessions/[sessionId]/route.ts": "the prefix of a session's id",
      "components/sending/resend-settings.tsx": "a transport of the name",
      "components/sending/ses-settings.tsx": "a transport of the name",
      "components/sending/settings-forms.ts": "a transport of the name",
      "lib/account/queries.ts": "the prefix of a session's id",
      "lib/base/db/ids.ts": "the prefix of a session's id",
      "lib/mail/transports/kinds/transport-kinds.shared.ts": "a transport of the name",
      "lib/mail/transports/kinds/transport-kinds.ts": "a transport of the name",
      "lib/run/conformance/modes.ts": "a mode of the command: what speaks with Resend speaks with us",
      "lib/run/conformance/resend-samples.ts": "the folder of its samples",
      "lib/mail/transports/resend.ts": "a transport of the name",
      "lib/mail/transports/ses.ts": "a transport of the name",
      "lib/run/conformance/webhook-calls.ts": theOtherSide,
      "lib/run/conformance/webhook-expectations.ts": "what other libraries expect of their own samples",
      "lib/run/conformance/webhook-samples.ts": "what other libraries call the providers",
      "lib/run/conformance/webhook-signer.ts": theOtherSide,
      "lib/run/conformance/webhook-variants.ts": theOtherSide,
      "lib/run/conformance/webhooks.ts": theOtherSide,
    },
    second: "const reported = { resend: `by Resend`, ses: `by Amazon` };",
  },
  {
    name: "transports",
    kinds: transportKinds,
    least: 2,
    ownOf: transportOwn,
    tables: transportTables,
    reasons: {
      "lib/inbound/providers/all-providers.ts": "providers of the name",
      "lib/inbound/providers/schema.ts": "providers of the name",
      "lib/run/conformance/webhook-calls.ts": theOtherSide,
      "lib/run/conformance/webhook-signer.ts": theOtherSide,
      "lib/run/conformance/webhook-variants.ts": theOtherSide,
      "lib/run/conformance/webhooks.ts": theOtherSide,
      "lib/run/mailbox/main.ts": "the embedded mailbox speaks SMTP",
    },
    second: `const names = { smtp: "Server", resend: "Resend" };`,
  },
];

const files = sourcesIn(["{lib,app,components,emails}/**/*.{ts,tsx}"]).map((file) => ({ file, text: textOf(file) }));

/** Files that speak of a family without being its own. */
function strangers({ kinds, least, ownOf, tables, reasons }: Family, among: readonly { file: string; text: string }[]) {
  return among.flatMap(({ file, text }) => {
    const named = kindsNamed(text, kinds);
    if (named.length < least || file in tables || file in reasons) return [];
    return named.every((kind) => file.startsWith(ownOf(kind))) ? [] : [`${file} names ${named.join(", ")}`];
  });
}

describe.each(families)("$name", (family) => {
  test("are named in their descriptors and nowhere else", () => {
    expect(strangers(family, files)).toEqual([]);
  });

  test("a table elsewhere is found, whatever it is written like", () => {
    const [one = "", two = "", three = ""] = family.kinds;
    const written = [
      family.second,
      `const icons = {\n  ${one}: A,\n  ${two}: B,\n  ${three}: C,\n};`,
      `if (kind === "${one}" || kind === "${two}" || kind === '${three}') return;`,
      `switch (kind) {\n  case "${one}":\n  case "${two}":\n  case "${three}":\n}`,
      `const all = { ${one}, ${two}, ${three} };`,
      `new Set(["${one}", "${two}", "${three}"])`,
    ];
    for (const text of written) {
      expect(strangers(family, [{ file: "components/elsewhere/icons.tsx", text }]), text).toHaveLength(1);
    }
    const silent = `// ${one}: first, ${two}: second\nimport { ${one}, ${two}, ${three} } from "./elsewhere";`;
    expect(strangers(family, [{ file: "components/elsewhere/icons.tsx", text: silent }])).toEqual([]);
  });

  test.each(family.kinds.map((kind) => [kind]))("%s has its own files, and a line in at most three more", (kind) => {
    expect(files.some(({ file }) => file.startsWith(family.ownOf(kind)))).toBe(true);
    const tables = Object.keys(family.tables).filter((table) => family.tables[table]?.includes(kind));
    for (const table of tables) expect(kindsNamed(textOf(table), [kind]), table).toEqual([kind]);
    expect(tables.length).toBeLessThanOrEqual(3);
  });

  test("every exception is one", () => {
    const named = (file: string) => kindsNamed(textOf(file), family.kinds).length;
    expect(Object.keys(family.reasons).filter((file) => named(file) < family.least)).toEqual([]);
  });
});
