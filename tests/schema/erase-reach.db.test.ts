import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { eraseTraces } from "@/lib/people/contacts/erase-traces";
import { eraseTracesJob, queueTraces } from "@/lib/people/contacts/erase-traces-job";
import { tracesPattern } from "@/lib/people/contacts/traces-pattern";
import { keptTables } from "../support/kept-tables";
import { rowsOfKinds } from "../support/rows-of-kinds";

// The address of a person is written wherever the catalogue has room for it; when they are erased it is looked for everywhere.
const address = "ada.king+news@erase-me.example";
const asWritten = "Ada.King+News@erase-me.example";
/** Somebody else, whose address ends in the same way. */
const other = `b.${address}`;

/** Tables about a contact, or written by others about one, besides those of the kinds. All others of `keptTables` say there why they stay. */
const ofPeople =
  "contact contact_search contact_mark contact_tag subscription repeated_failure link_clicker campaign_kept saved_view bin_entry email contact_note contact_alias event_name fact_outbox send_request".split(
    " ",
  );
/** Where an address may stay all the same. */
const stays: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(keptTables).filter(([table]) => !ofPeople.includes(table))),
  import_chunk: "octets of a file, cut anywhere; goes when the import ends, within a day",
  test_content: "what an author wrote",
  api_call: "names no person: paths without addresses, and the address of a program's host",
  api_answer: "given again to the program that knows the person, for a day; goes in the night after",
  security_event: "about accounts and who tried to get into them",
  session: "of an account",
  known_device: "of an account",
  auth_token: "of an account",
  invitation: "of an account",
  notification_seen: "ids only",
  email_attachment: "a file that a program made; goes with the mails of the person",
};

/** Columns that we fill ourselves with words of a list, codes, names of members and ids. */
const notWritten =
  `audit_entry: actor_type actor_name action subject_type ip; bin_entry: kind deleted_by_name; email: mode from_name from_email tags; event: type reasons; import_refusal: field;
  custom_event: kind source; event_refusal: source;
  contact_note: written_by; inbound_message: kind found_by road; message: email_domain skip_reason bounce_category status_code;
  message_attempt: outcome status_code; notification: kind severity href dedupe_key; provider_call: dedupe_key;
  provider_message: provider_id; saved_view: columns; webhook_event: type;
  send_request: status fingerprint subject from_name from_email asked_by_name decided_by_name`
    .split(";")
    .flatMap((line) => {
      const [table, names = ""] = line.trim().split(": ");
      return names.split(" ").map((name) => `${table}.${name}`);
    });

interface Column {
  table: string;
  name: string;
  type: string;
  hasWorkspace: boolean;
  hasContact: boolean;
}

const columnsOf = () => prisma.$queryRaw<Column[]>`
  select c.relname::text as table, a.attname::text as name, format_type(a.atttypid, null) as type,
         exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id') as "hasWorkspace",
         exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'contact_id') as "hasContact"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> '_prisma_migrations' and (c.relname, a.attname) not in (('contact', 'email'), ('contact', 'email_normalized'))
     and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'bytea') order by 1, a.attnum`;

const values: Readonly<Record<string, string>> = {
  text: `'To ${asWritten}: no'`,
  "text[]": `array['${asWritten}']`,
  jsonb: `'{"said": ["<${asWritten}> is unknown", "${other}"]}'::jsonb`,
  bytea: `convert_to('RCPT <${asWritten}>', 'UTF8')`,
};

/** Writes it into a column of the rows that are about the contact; false where a column holds only what is on a list, or must be unique. */
async function plant({ workspaceId }: Ctx, contactId: string, { table, name, type, ...has }: Column): Promise<boolean> {
  const own = has.hasWorkspace ? `workspace_id = '${workspaceId}'` : "true";
  const about = has.hasContact
    ? `and contact_id = '${contactId}'`
    : table === "contact"
      ? `and id = '${contactId}'`
      : "";
  const sql = `update "${table}" set "${name}" = ${values[type]} where ${own} ${about}`;
  return prisma.$executeRawUnsafe(sql).then(
    (changed) => changed > 0,
    () => false,
  );
}

/** Columns that hold the address. */
async function holders({ workspaceId }: Ctx, columns: readonly Column[]): Promise<string[]> {
  const found = [];
  for (const { table, name, type, hasWorkspace } of columns) {
    const asText = type === "bytea" ? `encode("${name}", 'escape')` : `"${name}"::text`;
    const [row] = await prisma.$queryRawUnsafe<{ held: boolean }[]>(
      `select exists (select from "${table}" where ${hasWorkspace ? "workspace_id = $1::uuid" : "$1::uuid is not null"}
         and ${asText} ~* $2) as held`,
      workspaceId,
      tracesPattern([address]),
    );
    if (row?.held) found.push(`${table}.${name}`);
  }
  return found;
}

test("an erased person is found nowhere but where a reason is written", async () => {
  const { ctx, contactId } = await rowsOfKinds();
  const { workspaceId } = ctx;
  await prisma.contact.update({
    where: { workspaceId_id: { workspaceId, id: contactId } },
    data: { email: asWritten, emailNormalized: address },
  });
  const [message] = await prisma.message.findMany({ where: { workspaceId, contactId } });
  await recordEvents(ctx, [
    { type: "message.opened", messageId: message!.id, occurredAt: new Date(), ip: "192.0.2.1" },
  ]);
  await prisma.inboundMessage.updateMany({ where: { workspaceId }, data: { processedAt: new Date() } });
  await prisma.reply.updateMany({ where: { workspaceId }, data: { contactId } });
  const columns = (await columnsOf()).filter(
    ({ table, name }) => !Object.hasOwn(stays, table) && !notWritten.includes(`${table}.${name}`),
  );
  const planted = [];
  for (const column of columns) if (await plant(ctx, contactId, column)) planted.push(`${column.table}.${column.name}`);
  await prisma.capturedMessage.updateMany({ data: { envelopeTo: address } });
  await prisma.simulatorAction.updateMany({ data: { recipient: address } });
  expect(planted.length).toBeGreaterThan(30);
  expect(planted).toEqual(
    expect.arrayContaining([
      ...["audit_entry.before", "audit_entry.after", "event.data", "event.user_agent", "import_refusal.row"],
      ...["inbound_message.raw", "message.reply_text", "message_attempt.reply_text", "notification.body"],
      ...["provider_call.body", "reply.preview", "contact.first_name"],
      ...[
        "fact_outbox.facts",
        "send_request.note",
        "saved_view.name",
        "saved_view.search",
        "bin_entry.name",
        "bin_entry.binned",
      ],
    ]),
  );

  await eraseContact(ctx, { contactId: publicId("ctc", contactId) });
  const jobs = await prisma.$queryRaw<{ data: Record<string, unknown> }[]>`
    select data from queue.job where name = 'contacts.erase-traces'`;
  expect(jobs).toHaveLength(1);
  expect(JSON.stringify(jobs)).not.toContain("erase-me");
  await eraseTracesJob.runStored(jobs[0]!.data);
  expect(await holders(ctx, columns)).toEqual([]);
  const entry = await prisma.auditEntry.findFirstOrThrow({ where: { workspaceId, action: "x.y" } });
  expect(entry.before).toEqual({ said: ["<erased@erased.invalid> is unknown", other] });
  expect(await prisma.message.count({ where: { workspaceId, id: message!.id } })).toBe(1);
});

test("a call and a mail that wait to be processed are gone through once they have been", async () => {
  const { ctx } = await rowsOfKinds();
  const { workspaceId } = ctx;
  const body = Buffer.from(JSON.stringify({ recipient: asWritten }));
  const { id: callId } = await prisma.providerCall.findFirstOrThrow({ where: { workspaceId } });
  const call = { workspaceId_id: { workspaceId, id: callId } };
  await prisma.providerCall.update({ where: call, data: { status: "received", body } });
  const mail = await prisma.inboundMessage.create({
    data: { id: newId(), envelopeFrom: asWritten, envelopeTo: "", raw: Buffer.from("x") },
  });
  const rounds = async () => {
    const jobs = await prisma.$queryRaw<{ data: { round?: number }; waits: boolean }[]>`
      select data, start_after > now() + interval '10 minutes' as waits from queue.job
       where name = 'contacts.erase-traces' and data ->> 'workspaceId' = ${workspaceId} order by created_on`;
    return jobs;
  };
  await queueTraces(ctx, [address]);
  await eraseTracesJob.runStored((await rounds())[0]!.data);
  expect((await prisma.providerCall.findUniqueOrThrow({ where: call })).body).not.toBeNull();
  expect(await rounds()).toMatchObject([{ waits: false }, { data: { round: 1 }, waits: true }]);

  await prisma.providerCall.update({ where: call, data: { status: "processed" } });
  await eraseTracesJob.runStored((await rounds())[1]!.data);
  expect((await prisma.providerCall.findUniqueOrThrow({ where: call })).body).toBeNull();
  // The mail still waits, for whichever workspace it turns out to be.
  expect(await rounds()).toMatchObject([{}, {}, { data: { round: 2 }, waits: true }]);

  const processed = { workspaceId, processedAt: new Date() };
  await prisma.inboundMessage.update({ where: { id: mail.id }, data: processed });
  await eraseTracesJob.runStored((await rounds())[2]!.data);
  const { raw, envelopeFrom } = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: mail.id } });
  expect([raw.length, envelopeFrom]).toEqual([0, ""]);
  expect(await rounds()).toHaveLength(3);
});

test("what is written about others loses the address; letters of theirs go, whoever they are kept with", async () => {
  const { ctx, contactId } = await rowsOfKinds();
  const { workspaceId } = ctx;
  await prisma.contactNote.create({
    data: {
      ...{ workspaceId, id: newId(), contactId, writtenBy: "Robin", createdAt: new Date() },
      text: `Married to ${asWritten}, not to ${other}.`,
    },
  });
  const said = { subject: `About ${address}`, text: `Ask ${asWritten}.`, note: `<${address}> is unknown` };
  await prisma.replyAnswer.updateMany({ where: { workspaceId }, data: said });
  const letter = { workspaceId, inboundId: newId(), contactId, kind: "person", receivedAt: new Date() };
  const theirs = newId();
  await prisma.reply.create({ data: { ...letter, id: theirs, fromEmail: asWritten, dedupeKey: theirs } });
  const others = newId();
  await prisma.reply.create({
    data: { ...letter, id: others, fromEmail: other, dedupeKey: others, preview: `I saw ${asWritten}.` },
  });
  await prisma.sendRequest.updateMany({ where: { workspaceId }, data: { note: `${asWritten} asked for it.` } });
  await eraseTraces(ctx, [address]);
  const gone = "erased@erased.invalid";
  expect(await prisma.sendRequest.findMany({ where: { workspaceId } })).toMatchObject([
    { note: `${gone} asked for it.` },
  ]);
  const notes = await prisma.contactNote.findMany({ where: { workspaceId, contactId } });
  expect(notes).toMatchObject([{ text: `Married to ${gone}, not to ${other}.` }]);
  expect(await prisma.replyAnswer.findMany({ where: { workspaceId } })).toMatchObject([
    { subject: `About ${gone}`, text: `Ask ${gone}.`, note: `<${gone}> is unknown` },
  ]);
  const replies = await prisma.reply.findMany({ where: { workspaceId, id: { in: [theirs, others] } } });
  expect(replies).toMatchObject([{ id: others, preview: `I saw ${gone}.` }]);
});

test("a refused row of theirs keeps nothing but why it was refused", async () => {
  const { ctx } = await rowsOfKinds();
  const { workspaceId } = ctx;
  const [{ importJobId } = { importJobId: "" }] = await prisma.importRefusal.findMany({ where: { workspaceId } });
  const refusal = (line: number, row: string[]) => ({
    workspaceId,
    importJobId,
    line,
    field: "age",
    reason: "no",
    row,
  });
  const others = ["Bea", other, "12"];
  await prisma.importRefusal.createMany({ data: [refusal(8, ["Ada King", asWritten, "old"]), refusal(9, others)] });
  await eraseTraces(ctx, [address]);
  const rows = await prisma.importRefusal.findMany({
    where: { workspaceId, line: { gte: 8 } },
    orderBy: { line: "asc" },
  });
  expect(rows).toMatchObject([{ reason: "no", row: ["erased@erased.invalid"] }, { row: others }]);
});

test("what programs are told of them is gone, what they are told of others goes without the address", async () => {
  const { ctx } = await rowsOfKinds();
  const { workspaceId } = ctx;
  const event = (data: object) => {
    const body = JSON.stringify({ type: "message.clicked", data });
    return { workspaceId, id: newId(), type: "message.clicked", occurredAt: new Date(), body, createdAt: new Date() };
  };
  const theirs = event({ email: asWritten, first_name: "Ada" });
  const url = `https://shop.example/?for=${encodeURIComponent(address)}`;
  const ofOthers = event({ email: other, url });
  await prisma.webhookEvent.createMany({ data: [theirs, ofOthers] });
  await eraseTraces(ctx, [address]);
  const left = await prisma.webhookEvent.findMany({ where: { workspaceId, id: { in: [theirs.id, ofOthers.id] } } });
  expect(left.map(({ id, body }) => [id, JSON.parse(body).data])).toEqual([
    [ofOthers.id, { email: other, url: "https://shop.example/?for=erased@erased.invalid" }],
  ]);
});

test.each([
  [`to ${asWritten}.`, true],
  [`rcpt=<${address}>`, true],
  [`email=${encodeURIComponent(address)}&x=1`, true],
  [JSON.stringify({ said: `Rejected:\r\n${address}\tnot here` }), true],
  [`mailto%3A${encodeURIComponent(address)}%3Fsubject`, true],
  [`to=me%20${encodeURIComponent(address)}`, true],
  [`query=${encodeURIComponent(address)}&status=confirmed`, true],
  [String(new URLSearchParams({ rules: JSON.stringify({ value: asWritten }) })), true],
  [`a%2B${encodeURIComponent(address)}`, false],
  [`%61${encodeURIComponent(address)}`, false],
  [other, false],
  [`${address}.au`, false],
  [`${address}-x`, false],
  ["ada king+news@erase-me.example", false],
])("in %s the address is found: %s", async (text, found) => {
  const [row] = await prisma.$queryRaw<
    { found: boolean }[]
  >`select ${text}::text ~* ${tracesPattern([address])} as found`;
  expect(row!.found).toBe(found);
});

test("an address with a quote is found in a saved search", async () => {
  const quoted = "o'brien~x@erase-me.example";
  const search = String(new URLSearchParams({ query: quoted, status: "confirmed" }));
  const [row] = await prisma.$queryRaw<
    { found: boolean }[]
  >`select ${search}::text ~* ${tracesPattern([quoted])} as found`;
  expect(row!.found).toBe(true);
});

test("an address in another script is found among octets", async () => {
  const foreign = "jürgen@bücher.example";
  const [row] = await prisma.$queryRaw<{ found: boolean }[]>`
    select encode(convert_to(${`To: <${foreign}>`}, 'UTF8'), 'escape') ~* ${tracesPattern([foreign])} as found`;
  expect(row!.found).toBe(true);
});
