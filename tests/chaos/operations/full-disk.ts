import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { bundleProcesses, startStack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import { makeCampaign, makeList, makeSender, makeWorkspace } from "@/tests/load/workspace";
import { countsOf, startSlowPeer, untilSent } from "./campaign";
import { must, NotRun, type Scene, type SceneEnd, type Tools } from "./scene";

const recipients = 2000;
const fullForMs = 12_000;

/** A disk of its own of a few megabytes. */
function smallDisk({ cleanup }: Tools): string {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-small-disk-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], { stdio: "ignore" });
  if (status !== 0) throw new NotRun("this user may not mount a small disk (tmpfs)");
  cleanup.add(() => spawnSync("umount", ["--lazy", folder]));
  return folder;
}

/** Fills a disk to the last octet. Returns what makes room again. */
function fill(folder: string): () => void {
  const file = path.join(folder, "filler");
  for (const bytes of [1 << 20, 4096, 1]) {
    const fd = openSync(file, "a");
    try {
      for (;;) writeSync(fd, Buffer.alloc(bytes));
    } catch (error) {
      must((error as NodeJS.ErrnoException).code === "ENOSPC", String(error));
    } finally {
      closeSync(fd);
    }
  }
  return () => rmSync(file);
}

async function sendOverFullDisk(tools: Tools): Promise<SceneEnd> {
  const { cleanup } = tools;
  const disk = smallDisk(tools);
  bundleProcesses();
  const { peer, book, hurry } = await startSlowPeer({ seconds: 20, recipients });
  cleanup.add(() => peer.stop());
  const stack = await startStack("full-disk", `smtp://127.0.0.1:${peer.port}?ignoreTLS=true`);
  cleanup.add(() => stack.stop());
  const ctx = await makeWorkspace("full-disk");
  const senderId = await makeSender(ctx, "none");
  const listId = await makeList(ctx, recipients);
  const campaignId = await makeCampaign(ctx, { name: "Full disk", senderId, listId, htmlBytes: 0 });
  const journal = path.join(disk, "journal");
  mkdirSync(journal, { mode: 0o700 });
  const workers = [1, 2].map((number) => new WorkerProcess(stack, `worker${number}`, { JOURNAL_DIR: journal }));
  await Promise.all(workers.map((worker) => worker.ready()));
  await launchCampaign(ctx, { campaignId });
  await stack.releaseClients();
  while (book.taken.size < recipients / 4) await sleep(50);
  const makeRoom = fill(disk);
  await sleep(fullForMs / 2);
  const takenThen = book.taken.size;
  await sleep(fullForMs / 2);
  const whileFull = book.taken.size - takenThen;
  const { rows } = await stack.pool.query(
    "select count(*)::int as count from worker_heartbeat where problem is not null",
  );
  makeRoom();
  hurry();
  await untilSent(stack.pool, campaignId);
  await Promise.all(workers.map((worker) => worker.stop()));
  const { counts, comparison } = await countsOf(stack.pool, { campaignId, recipients, book });
  must(rows[0].count > 0, "no worker said that its disk is full");
  return {
    found: `workers said it; ${whileFull} messages left in the last ${fullForMs / 2000} seconds of the full disk, and the rest when there was room`,
    counts,
    figures: { takenByPeer: comparison.takenByPeer },
  };
}

export const fullDiskScene: Scene = {
  name: "full disk of the workers' journals",
  withinMs: 150_000,
  play: sendOverFullDisk,
};
