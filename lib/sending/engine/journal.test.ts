import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { TransportOutcome } from "@/lib/mail/transport";
import { Journal, readJournal, removeJournal } from "./journal";

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return { ...fs, writeSync: vi.fn(fs.writeSync) };
});

const fs = await vi.importActual<typeof import("node:fs")>("node:fs");

/** The next write finds room for so many octets, as a disk that is full a moment later takes them, and none after it. */
function fillDisk(room: number): void {
  vi.mocked(writeSync)
    .mockImplementationOnce((file, text) => fs.writeSync(file, Buffer.from(String(text)).subarray(0, room)))
    .mockImplementationOnce(() => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
}

const folder = mkdtempSync(path.join(tmpdir(), "homing-journal-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [m1, m2] = ["0198c0de-0000-7000-8000-0000000000b1", "0198c0de-0000-7000-8000-0000000000b2"] as const;
const lease = { batchId: "0198c0de-0000-7000-8000-000000000001", holder: "host/1/2/3/ab#cd" };
const transport = { id: "0198c0de-0000-7000-8000-0000000000aa", kind: "smtp" as const, acceptsForRecipient: false };
const outcome = (messageId: string, text = "250 2.0.0 queued\r\nas ü"): TransportOutcome => ({
  messageId,
  result: "accepted",
  code: 250,
  enhanced: "2.0.0",
  text,
  providerId: null,
  startedAt: new Date("2026-11-23T10:00:00Z"),
  endedAt: new Date("2026-11-23T10:00:01Z"),
});
const read = () => readJournal(lease.batchId, lease.holder, folder);

test("after a crash it says what had begun to leave, what was answered and by which way out", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  journal.outcome(outcome(m1));
  journal.handOver(m2);
  // No flush and no close: the process is gone.
  expect(read()).toEqual({ transport, handedOver: new Set([m1, m2]), outcomes: [outcome(m1)], damaged: false });
});

test("an answer is written before the process waits for anything, without a further hand-over", async () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  journal.outcome(outcome(m1));
  expect(read()).toMatchObject({ handedOver: new Set([m1]), outcomes: [] });
  await null;
  expect(read()).toMatchObject({ outcomes: [outcome(m1)] });
});

test("a connection that goes on with another lease: the answer of the first is written before the content leaves", () => {
  const other = { ...lease, batchId: "0198c0de-0000-7000-8000-000000000002" };
  const [first, second] = [Journal.open(lease, transport, folder), Journal.open(other, transport, folder)];
  first.handOver(m1);
  first.outcome(outcome(m1));
  second.handOver(m2);
  // The process is killed here: m2 is on the wire, m1 is not.
  expect(read()).toMatchObject({ handedOver: new Set([m1]), outcomes: [outcome(m1)] });
  expect(readJournal(other.batchId, other.holder, folder)).toMatchObject({ handedOver: new Set([m2]), outcomes: [] });
});

test("of a line that finds half of its room on the disk nothing stays, and what it says does not happen", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  fillDisk(17);
  expect(() => journal.handOver(m2)).toThrow("ENOSPC");
  expect(read()).toEqual({ transport, handedOver: new Set([m1]), outcomes: [], damaged: false });
  journal.outcome(outcome(m1));
  journal.handOver(m2);
  expect(read()).toEqual({ transport, handedOver: new Set([m1, m2]), outcomes: [outcome(m1)], damaged: false });
});

test("a journal that finds no room for its first line leaves no file", () => {
  fillDisk(5);
  expect(() => Journal.open(lease, transport, folder)).toThrow("ENOSPC");
  expect(readdirSync(folder)).toEqual([]);
});

test("answers that find no room do not keep the file open", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  journal.outcome(outcome(m1));
  fillDisk(3);
  expect(() => journal.close({ remove: false })).toThrow("ENOSPC");
  expect(() => journal.close({ remove: false })).not.toThrow();
  expect(read()).toEqual({ transport, handedOver: new Set([m1]), outcomes: [], damaged: false });
});

test("by a journal that is closed nothing leaves any more", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.close({ remove: true });
  expect(() => journal.handOver(m1)).toThrow("closed");
});

test("a line that the crash cut off is left out", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  journal.outcome(outcome(m1));
  journal.flush();
  const [file] = [path.join(folder, `${lease.batchId}.host_1_2_3_ab_cd.journal`)];
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.slice(0, -20));
  expect(read()).toMatchObject({ handedOver: new Set([m1]), outcomes: [] });
});

test("a line that cannot be read is left out and said, and all the others count", () => {
  const write = (damage: (text: string) => string) => {
    const journal = Journal.open(lease, transport, folder);
    journal.handOver(m1);
    journal.outcome(outcome(m1));
    journal.handOver(m2);
    journal.close({ remove: false });
    const file = path.join(folder, `${lease.batchId}.host_1_2_3_ab_cd.journal`);
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    const facts = read();
    rmSync(file);
    return facts;
  };
  expect(write((text) => text)).toMatchObject({ damaged: false, outcomes: [outcome(m1)] });
  const unheard = { damaged: true, transport, handedOver: new Set([m1, m2]), outcomes: [] };
  expect(write((text) => text.replace(/^a .*$/m, "a {}"))).toEqual(unheard);
  expect(write((text) => text.replace("accepted", "taken"))).toEqual(unheard);
  expect(write((text) => text.replace('"2.0.0",', ""))).toEqual(unheard);
  const zeros = write((text) => text.replace(`h ${m2}`, "\0".repeat(38)));
  expect(zeros).toEqual({ damaged: true, transport, handedOver: new Set([m1]), outcomes: [outcome(m1)] });
  expect(write((text) => text.replace('"smtp"', '"pigeon"'))).toMatchObject({ damaged: true, transport: null });
});

test("a lease that ended in order leaves nothing behind; another holder's journal is not read", () => {
  const journal = Journal.open(lease, transport, folder);
  journal.handOver(m1);
  expect(readJournal(lease.batchId, "other#1", folder)).toBeNull();
  journal.close({ remove: true });
  expect(read()).toBeNull();
  removeJournal(lease.batchId, lease.holder, folder);
});
