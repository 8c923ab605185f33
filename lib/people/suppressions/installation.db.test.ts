import { afterEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { endSuppressions } from "./end-suppressions";
import { explainAddress } from "./explain-address";
import {
  addInstallationSuppressions,
  findInstallationSuppressions,
  removeInstallationSuppression,
  shareSuppressions,
} from "./installation";
import { findSuppressed, isSuppressed } from "./queries";
import { suppressMany } from "./suppress";

async function operatorOf(ctx: Ctx): Promise<Ctx> {
  const owner = await testMember(ctx, "owner");
  await prisma.user.update({ where: { id: owner.userId }, data: { isOperator: true } });
  return owner;
}

/** Addresses nobody else in the shared test database has. */
const unique = (name: string) => `${name}-${newId().slice(-12)}@example.com`;

afterEach(async () => {
  await prisma.installationSetting.deleteMany();
  await prisma.installationSuppression.deleteMany({ where: { originId: { not: null } } });
});

test("only the operator sees and changes what is blocked everywhere", async () => {
  const ctx = await testWorkspace();
  const addresses = unique("a");
  const owner = await testMember(ctx, "owner");
  const no = { code: "not_found" };
  await expect(addInstallationSuppressions(owner, { addresses })).rejects.toMatchObject(no);
  await expect(findInstallationSuppressions(owner, {})).rejects.toMatchObject(no);
  await expect(removeInstallationSuppression(owner, { email: addresses, note: "because" })).rejects.toMatchObject(no);
  await expect(shareSuppressions(owner, { shared: true })).rejects.toMatchObject(no);
  await expect(shareSuppressions(ctx, { shared: true })).rejects.toMatchObject(no);
});

test("what the operator blocks holds in every workspace until it is taken back", async () => {
  const [one, two] = [await testWorkspace(), await testWorkspace()];
  const operator = await operatorOf(one);
  const email = unique("blocked");
  const contact = await testContact(two, { email });
  const added = await addInstallationSuppressions(operator, { addresses: `${email}\nnonsense`, note: "a secret word" });
  expect(added).toMatchObject({ added: 1, refused: 1 });
  expect(await isSuppressed(one, email)).toBe(true);
  expect(await findSuppressed(two, [email])).toEqual(new Map([[email, "manual"]]));
  const profile = await contactProfile(two, contact.id);
  expect(profile.suppression).toMatchObject({ scope: "installation", note: "", messageId: null });
  expect((await findContacts(two, { suppressed: "yes" })).items).toMatchObject([{ email, suppressed: "installation" }]);
  const explained = await explainAddress(two, { email });
  expect(explained).toMatchObject({ blocked: true, current: null, installation: { reason: "manual" } });
  expect(JSON.stringify(explained)).not.toContain("secret");
  const { items } = await findInstallationSuppressions(operator, { query: email });
  expect(items).toMatchObject([{ email, note: "a secret word", createdByName: "The owner", origin: null }]);
  await removeInstallationSuppression(operator, { email, note: "was a mistake" });
  expect(await isSuppressed(two, email)).toBe(false);
});

test("hard bounces and complaints are shared only while the operator wants it, and only those of own messages", async () => {
  const [one, two] = [await testWorkspace({ name: "Origin" }), await testWorkspace()];
  const operator = await operatorOf(one);
  const [before, during, imported, unsubscribed] = [unique("b"), unique("d"), unique("i"), unique("u")];
  const messageId = newId();
  await suppressMany(one, [{ emailNormalized: before, reason: "hard_bounce", messageId }]);
  expect(await isSuppressed(two, before)).toBe(false);
  await shareSuppressions(operator, { shared: true });
  expect(await isSuppressed(two, before)).toBe(true);
  await suppressMany(one, [
    { emailNormalized: during, reason: "complaint", messageId },
    { emailNormalized: imported, reason: "complaint" },
    { emailNormalized: unsubscribed, reason: "unsubscribe", messageId },
  ]);
  expect([...(await findSuppressed(two, [before, during, imported, unsubscribed])).keys()].sort()).toEqual(
    [before, during].sort(),
  );
  const found = await findInstallationSuppressions(operator, { query: during });
  expect(found).toMatchObject({ shared: true, items: [{ origin: "Origin", reason: "complaint" }] });
  await endSuppressions(one, { addresses: [during], ending: "lifted" });
  expect(await isSuppressed(two, during)).toBe(false);
  await shareSuppressions(operator, { shared: false });
  expect(await isSuppressed(two, before)).toBe(false);
  expect(await isSuppressed(one, before)).toBe(true);
});
