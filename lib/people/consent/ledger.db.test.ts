import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { createContact } from "@/lib/people/contacts/create-contact";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { importText } from "@/lib/people/imports/import-text";
import { refusalReasons } from "@/lib/people/imports/queries";
import { runImport } from "@/lib/people/imports/run-import";
import { changeContacts } from "@/lib/people/lists/change-contacts";
import { addListMember, removeListMember } from "@/lib/people/lists/members";
import { subscribeContact } from "@/lib/people/lists/subscribe-contact";
import { setTopic } from "@/lib/people/lists/topics";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { comeBack, leaveEverything } from "@/lib/people/preferences/everything";
import { savePreferences } from "@/lib/people/preferences/save-preferences";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { explainAddress } from "@/lib/people/suppressions/explain-address";
import { readmitAddress } from "@/lib/people/suppressions/readmit-address";
import { upsertContact } from "@/lib/people/upserts/upsert-contact";
import { upsertContacts } from "@/lib/people/upserts/upsert-contacts";
import { testContact, testList, testWorkspace } from "@/tests/support/db";
import { keepLeavingWords } from "./change-subscriptions";
import { replayConsent } from "./replay-consent";

const consent = { wording: "Box on the join page" };
const WORDING = "told by the shop";

interface Scene {
  ctx: Ctx;
  lists: string[];
  campaignId: string;
}

/** A workspace with a plain list and a topic, and a campaign to both. */
async function newScene(): Promise<Scene> {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  const [plain, topic] = [await testList(ctx, "News"), await testList(ctx, "Offers")];
  await prisma.list.update({ where: { workspaceId_id: { workspaceId, id: topic.id } }, data: { topicOptIn: true } });
  const lists = [plain.id, topic.id];
  const audience = { include: { lists, segments: [], tags: [] }, exclude: { lists: [], segments: [] } };
  const campaignId = newId();
  await prisma.campaign.create({ data: { workspaceId, id: campaignId, name: "May", status: "sent", audience } });
  return { ctx, lists, campaignId };
}

const emailOf = (n: number) => `p${n}@example.com`;

async function contactOf({ ctx: { workspaceId } }: Scene, n: number): Promise<string | null> {
  const key = { workspaceId_emailNormalized: { workspaceId, emailNormalized: emailOf(n) } };
  return (await prisma.contact.findUnique({ where: key, select: { id: true } }))?.id ?? null;
}

/** A message of the campaign that this person got. */
async function messageTo({ ctx: { workspaceId }, campaignId }: Scene, contactId: string, n: number): Promise<string> {
  const key = { workspaceId, campaignId, contactId };
  const known = await prisma.message.findFirst({ where: key, select: { id: true } });
  if (known) return known.id;
  const address = { email: emailOf(n), emailNormalized: emailOf(n), emailDomain: "example.com" };
  const id = newId();
  await prisma.message.create({ data: { ...key, id, kind: "campaign", status: "sent", ...address } });
  return id;
}

async function importPeople({ ctx }: Scene, people: readonly number[], listIds: string[]): Promise<string> {
  const csv = `email,first name\n${people.map((n) => `${emailOf(n)},Name ${n}\n`).join("")}`;
  const options = { listIds, consentMethod: "form" as const, consentSource: "Join page, ticked by themselves" };
  const { id } = await importText(ctx, { fileName: "people.csv", csv, options });
  while (await runImport(ctx, id, { maxMs: 60_000 }));
  return id;
}

/** Whether the person acts themself, or somebody for them alone; nothing else brings anybody back. */
type Act = {
  deliberate: boolean;
  ownConnection?: true;
  run(scene: Scene, n: number, listId: string): Promise<unknown>;
};

/** Of a contact who is there. */
const ofContact =
  (act: (scene: Scene, contactId: string, n: number, listId: string) => Promise<unknown>): Act["run"] =>
  async (scene, n, listId) => {
    const contactId = await contactOf(scene, n);
    if (contactId) await act(scene, contactId, n, listId);
  };
const mass = (run: Act["run"]): Act => ({ deliberate: false, run });
const alone = (run: Act["run"]): Act => ({ deliberate: true, run });
/** Writes by connections of its own, which no transaction around it breaks off; how it bears a crash, its own tests say. */
const apart = (act: Act): Act => ({ ...act, ownConnection: true });

const acts: Record<string, Act> = {
  import: apart(mass((scene, n, listId) => importPeople(scene, [n, (n + 1) % 3], [listId]))),
  importWithoutList: apart(mass((scene, n) => importPeople(scene, [n], []))),
  bulk: mass(({ ctx }, n, listId) =>
    upsertContacts(ctx, [
      { email: emailOf(n), lists: [{ listId }], consent },
      { email: emailOf((n + 1) % 3), lists: [{ listId, status: "pending" }], consent },
    ]),
  ),
  addMany: mass((scene, _n, listId) => {
    const change = { kind: "add_to_list" as const, listId, consent: "From the fair" };
    return changeContacts(scene.ctx, { selection: { filters: {} }, change });
  }),
  removeMany: mass((scene, _n, listId) =>
    changeContacts(scene.ctx, { selection: { filters: {} }, change: { kind: "remove_from_list", listId } }),
  ),
  upsert: mass(({ ctx }, n, listId) => upsertContact(ctx, { email: emailOf(n), lists: [{ listId }], consent })),
  upsertBack: alone(({ ctx }, n, listId) =>
    upsertContact(ctx, { email: emailOf(n), lists: [{ listId }], consent, resubscribe: true }),
  ),
  create: alone(({ ctx }, n) => createContact(ctx, { email: emailOf(n) })),
  subscribe: alone(
    ofContact(({ ctx }, contactId, _n, listId) =>
      subscribeContact(ctx, { contactId, listId, consent: "By phone", status: "confirmed" }),
    ),
  ),
  askPending: alone(
    ofContact(({ ctx }, contactId, _n, listId) =>
      subscribeContact(ctx, { contactId, listId, consent: "By phone", status: "pending" }),
    ),
  ),
  unsubscribe: mass(ofContact(({ ctx }, contactId, _n, listId) => unsubscribeContact(ctx, { contactId, listId }))),
  oneClick: mass(
    ofContact(async (scene, contactId, n) => {
      const messageId = await messageTo(scene, contactId, n);
      await unsubscribeMessage(scene.ctx, { messageId, scope: "list", method: "one_click", ip: "192.0.2.1" });
    }),
  ),
  complaint: mass(
    ofContact(async (scene, contactId, n) => {
      const messageId = await messageTo(scene, contactId, n);
      await unsubscribeMessage(scene.ctx, { messageId, scope: "all", method: "complaint" });
    }),
  ),
  sayWhy: mass(
    ofContact(async (scene, contactId, n) => {
      const messageId = await messageTo(scene, contactId, n);
      await keepLeavingWords(scene.ctx, { contactId, messageId, words: "Too many", method: "unsubscribe_page" });
    }),
  ),
  preferences: alone(
    ofContact(async (scene, contactId, n, listId) => {
      const messageId = await messageTo(scene, contactId, n);
      await savePreferences(scene.ctx, { messageId, listIds: [listId] });
    }),
  ),
  preferencesNone: mass(
    ofContact(async (scene, contactId, n) => {
      await savePreferences(scene.ctx, { messageId: await messageTo(scene, contactId, n), listIds: [] });
    }),
  ),
  leaveEverything: mass(ofContact(({ ctx }, contactId) => leaveEverything(ctx, { contactId, wording: WORDING }))),
  comeBack: alone(ofContact(({ ctx }, contactId) => comeBack(ctx, { contactId, wording: WORDING }))),
  addMember: alone(
    ofContact(({ ctx }, contactId, _n, listId) => addListMember(ctx, { contactId, listId, wording: WORDING })),
  ),
  removeMember: mass(ofContact(({ ctx }, contactId, _n, listId) => removeListMember(ctx, { contactId, listId }))),
  refuseTopic: mass(
    ofContact(({ ctx, lists }, contactId) =>
      setTopic(ctx, { contactId, listId: lists[1]!, wants: false, wording: WORDING, askedFor: false }),
    ),
  ),
  rename: mass(ofContact(({ ctx }, contactId, n) => updateContact(ctx, { contactId, firstName: `Name ${n}` }))),
  erase: mass(ofContact(({ ctx }, contactId) => eraseContact(ctx, { contactId: publicId("ctc", contactId) }))),
  eraseMany: mass((scene, n) =>
    changeContacts(scene.ctx, { selection: { filters: { query: emailOf(n) } }, change: { kind: "erase" } }),
  ),
  readmit: alone(({ ctx }, n) => readmitAddress(ctx, { email: emailOf(n), note: "At the counter" })),
};

class Crash extends Error {}

/** The same in a transaction that breaks off at its end. */
async function crashing(scene: Scene, run: (scene: Scene) => Promise<unknown>): Promise<void> {
  const broken = inTransaction(scene.ctx, async (tx) => {
    await run({ ...scene, ctx: tx });
    throw new Crash();
  });
  await broken.catch((error: unknown) => {
    if (!(error instanceof Crash)) refused(error);
  });
}

/** What was refused in words is fine; everything else is not. */
function refused(error: unknown): void {
  if (!(error instanceof AppError) || error.code === "internal") throw error;
}

interface Standing {
  /** `address list` to status, as the table has it. */
  table: Map<string, string>;
  ledger: Map<string, string>;
}

async function standing({ ctx: { workspaceId } }: Scene): Promise<Standing> {
  const people = await prisma.contact.findMany({ where: { workspaceId }, include: { subscriptions: true } });
  const [table, ledger] = [new Map<string, string>(), new Map<string, string>()];
  for (const { id, email, subscriptions } of people) {
    for (const { listId, status } of subscriptions) table.set(`${email} ${listId}`, status);
    const rows = await prisma.consentRecord.findMany({ where: { workspaceId, contactId: id } });
    for (const [listId, status] of replayConsent(rows as Parameters<typeof replayConsent>[0]))
      ledger.set(`${email} ${listId}`, status);
  }
  return { table, ledger };
}

/** Who had left and gets mail again. */
const cameBack = (before: Standing, after: Standing) =>
  [...after.table].filter(([key, status]) => status !== "unsubscribed" && before.table.get(key) === "unsubscribed");

const names = Object.keys(acts);
const one = fc.record({
  name: fc.constantFrom(...names),
  n: fc.integer({ min: 0, max: 2 }),
  list: fc.integer({ min: 0, max: 1 }),
  how: fc.constantFrom("plain", "plain", "plain", "crash", "atOnce"),
  other: fc.constantFrom(...names),
});

test("whatever is done in whatever order, the ledger replays to the subscriptions, and nobody is brought back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 6, maxLength: 14 }), async (steps) => {
      const scene = await newScene();
      const erased = new Set<string>();
      for (const { name, other, n, list, how: wanted } of steps) {
        const how = wanted === "crash" && acts[name]!.ownConnection ? "plain" : wanted;
        const listId = scene.lists[list]!;
        const before = await standing(scene);
        const present = new Set((await peopleOf(scene)).map(({ email }) => email));
        const done = how === "atOnce" ? [name, other] : [name];
        if (how === "crash") await crashing(scene, (inside) => acts[name]!.run(inside, n, listId));
        else
          for (const result of await Promise.allSettled(done.map((each) => acts[each]!.run(scene, n, listId))))
            if (result.status === "rejected" && !isDeadlock(result.reason)) refused(result.reason);
        const after = await standing(scene);
        expect(Object.fromEntries(after.ledger), name).toEqual(Object.fromEntries(after.table));
        if (how === "crash") expect(after, name).toEqual(before);
        // A person who was erased and made anew has no past here.
        const deliberate = done.some((each) => acts[each]!.deliberate);
        if (!deliberate) expect(cameBack(before, after), name).toEqual([]);
        const now = new Set((await peopleOf(scene)).map(({ email }) => email));
        for (const email of now) {
          if (erased.has(email)) expect([email, deliberate]).toEqual([email, true]);
          erased.delete(email);
        }
        for (const email of present) if (!now.has(email)) erased.add(email);
      }
    }),
    { numRuns: 12 },
  );
}, 300_000);

const peopleOf = ({ ctx: { workspaceId } }: Scene) =>
  prisma.contact.findMany({ where: { workspaceId }, select: { email: true } });

/** Two at once may stand in each other's way: the one that gave way has done nothing. */
const isDeadlock = (error: unknown) => /deadlock|40P01|write conflict/i.test(String(error));

describe("the ledger", () => {
  test("is only added to, by whomever", async () => {
    const ctx = await testWorkspace();
    const { workspaceId } = ctx;
    const [list, contact] = [await testList(ctx), await testContact(ctx)];
    await subscribeContact(ctx, { listId: list.id, contactId: contact.id, consent: "Ticked the box" });
    const where = { workspaceId };
    const refusal = /only added to/;
    await expect(prisma.consentRecord.updateMany({ where, data: { method: "form" } })).rejects.toThrow(refusal);
    await expect(prisma.consentRecord.updateMany({ where, data: { contactId: newId() } })).rejects.toThrow(refusal);
    const forged = { contactId: null, emailNormalized: "", status: "unsubscribed" };
    await expect(prisma.consentRecord.updateMany({ where, data: forged })).rejects.toThrow(refusal);
    await expect(prisma.consentRecord.deleteMany({ where })).rejects.toThrow(refusal);
    await expect(prisma.consentWording.updateMany({ where, data: { text: "Other words" } })).rejects.toThrow(/stay/);
    await expect(prisma.consentWording.deleteMany({ where })).rejects.toThrow(/stay/);
    // As the release before does it when a person is erased.
    expect(await prisma.consentRecord.updateMany({ where, data: { contactId: null } })).toEqual({ count: 1 });
  });

  test("says what for, which words in which version, from where, and what follows", async () => {
    const ctx = await testWorkspace();
    const [list, ada, bob] = [await testList(ctx), await testContact(ctx), await testContact(ctx)];
    for (const { id } of [ada, bob])
      await subscribeContact(ctx, { listId: list.id, contactId: id, consent: "Ticked the box" });
    const rows = await prisma.consentRecord.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(rows).toMatchObject(
      [ada, bob].map(() => ({ purpose: "list", status: "confirmed", source: "test", wording: "" })),
    );
    expect(rows[0]!.wordingId).toBe(rows[1]!.wordingId);
    const texts = await prisma.consentWording.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(texts.map(({ text }) => text)).toEqual(["Ticked the box"]);
    const [said] = (await contactProfile(ctx, ada.id)).consents;
    expect(said).toMatchObject({ wording: "Ticked the box", wordingVersion: expect.stringMatching(/^[0-9a-f]{12}$/) });
  });

  test("keeps what a recipient said when they left, with the same subscription", async () => {
    const scene = await newScene();
    const { ctx } = scene;
    const { id } = await createContact(ctx, { email: emailOf(0) });
    await subscribeContact(ctx, { listId: scene.lists[0]!, contactId: id, consent: "Ticked the box" });
    const messageId = await messageTo(scene, id, 0);
    await unsubscribeMessage(ctx, { messageId, scope: "list", method: "one_click" });
    await keepLeavingWords(ctx, { contactId: id, messageId, words: "Too many", method: "unsubscribe_page" });
    const { consents } = await contactProfile(ctx, id);
    expect(consents.filter(({ wording }) => wording === "Too many")).toHaveLength(2);
  });
});

describe("an erased person", () => {
  async function erased() {
    const scene = await newScene();
    const { id } = await createContact(scene.ctx, { email: emailOf(1) });
    await eraseContact(scene.ctx, { contactId: publicId("ctc", id) });
    return scene;
  }

  test("is refused by a file, by a call in bulk and by hand, with the reason", async () => {
    const scene = await erased();
    const { ctx } = scene;
    const importId = await importPeople(scene, [0, 1], []);
    expect(await contactOf(scene, 0)).not.toBeNull();
    expect(await contactOf(scene, 1)).toBeNull();
    expect(JSON.stringify(await refusalReasons(ctx, importId))).toContain("This person was erased.");
    const results = await upsertContacts(ctx, [{ email: emailOf(1) }, { email: emailOf(2) }]);
    expect(results).toMatchObject([
      { action: "failed", error: { code: "conflict", fields: { email: expect.stringContaining("erased") } } },
      { action: "created" },
    ]);
    const byHand = { code: "conflict", fields: { email: expect.stringContaining("erased") } };
    await expect(createContact(ctx, { email: "P1@Example.com" })).rejects.toMatchObject(byHand);
    await expect(upsertContact(ctx, { email: emailOf(1) })).rejects.toMatchObject(byHand);
    const contactId = (await contactOf(scene, 2))!;
    await expect(updateContact(ctx, { contactId, email: emailOf(1) })).rejects.toMatchObject(byHand);
    const other = await testWorkspace();
    await expect(createContact(other, { email: emailOf(1) })).resolves.toMatchObject({ email: emailOf(1) });
  });

  test("comes back when they asked for it themselves, and the address stands nowhere until then", async () => {
    const scene = await erased();
    const { ctx } = scene;
    const rows = await prisma.erasedAddress.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(JSON.stringify(rows)).not.toContain("example.com");
    expect((await explainAddress(ctx, { email: emailOf(1) })).erasedAt).not.toBeNull();
    const asked = { email: emailOf(1), note: "Signed up at the counter" };
    await readmitAddress(ctx, asked);
    await expect(readmitAddress(ctx, asked)).rejects.toMatchObject({ code: "not_found" });
    expect((await explainAddress(ctx, { email: emailOf(1) })).erasedAt).toBeNull();
    await expect(createContact(ctx, { email: emailOf(1) })).resolves.toMatchObject({ email: emailOf(1) });
  });

  test("comes back by a call of their own that says so", async () => {
    const scene = await erased();
    const item = { email: emailOf(1), lists: [{ listId: scene.lists[0]! }], consent, resubscribe: true };
    await expect(upsertContact(scene.ctx, item)).resolves.toMatchObject({ action: "created" });
  });
});
