import { expect, test } from "vitest";
import { behaviourOf, behaviours, type StoredSettings } from "./transport-kinds";
import {
  aboutOpen,
  aboutTransport,
  isEmbedded,
  type OwnKind,
  ownKinds,
  transportKinds,
} from "./transport-kinds.shared";

/** What the API is given for each kind, and which of it is secret. */
const samples = {
  smtp: [{ host: "8.8.8.8", port: 587, security: "starttls", username: "news", password: "a secret" }, "password"],
  resend: [{ apiKey: "re_a_secret" }, "apiKey"],
  ses: [
    { region: "eu-west-1", accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "a secret of 16 characters" },
    "secretAccessKey",
  ],
} satisfies { [Kind in OwnKind]: [given: object, secret: keyof StoredSettings[Kind]] };

test.each(ownKinds)(
  "settings of the kind %s are taken, stored, shown without their secret, and kept by no change",
  (kind) => {
    const { own, target } = behaviourOf(kind);
    const { fields, changes } = behaviours[kind].own;
    const [given, secret] = samples[kind];
    const settings = own?.from(fields.parse(given));
    expect(own?.stored.parse(settings)).toEqual(settings);
    expect(settings).toMatchObject(given);
    expect(() => own?.check(settings)).not.toThrow();
    expect(JSON.stringify(own?.shown(settings))).not.toContain("secret");
    expect(own?.changed(settings, changes.parse({}))).toEqual(settings);
    expect(own?.changed(settings, changes.parse({ [secret]: "" }))).toEqual(settings);
    expect(target(settings)).toMatch(/^[a-z0-9.:-]+$/);
  },
);

test("each kind has its words, and only the embedded mailbox cannot be added", () => {
  for (const kind of transportKinds) {
    const { label, installedName, mayBeAdded } = aboutTransport(kind);
    expect([label, installedName]).not.toContain("");
    expect(mayBeAdded).toBe(!isEmbedded(kind));
    expect(behaviourOf(kind).own === null).toBe(isEmbedded(kind));
  }
});

test("one without keys does not lead to the installation's server", () => {
  expect(behaviourOf("ses").target(null)).toBe("No keys set");
  expect(() => behaviourOf("ses").open(null, 1)).toThrow("This transport has no keys for Amazon SES.");
  expect(behaviourOf("ses").missing()).toBe("This transport has no keys for Amazon SES.");
});

test("what an open transport is like is known by its own name", () => {
  expect(aboutOpen("ses")?.reach).toBe("provider");
  expect(aboutOpen("memory")).toBeNull();
  expect(aboutOpen("constructor")).toBeNull();
});
