import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import type { ProductTree } from "@/tests/e2e/support/product-tree";
import { loadSecret } from "@/tests/load/stack";
import { startSlowPeer } from "./campaign";
import { newProduct, stop } from "./process-scenes";
import { must, type Scene, type SceneEnd, type Tools } from "./scene";

const recipients = 800;
const passphrase = "correct horse battery staple";
/** Long enough for a worker to take up what it may. */
const quietMs = 12_000;

const run = promisify(execFile);

/** Runs a script of this folder beside the product. Resolves with what it printed; rejects with it when the status is not 0. */
async function script(args: string[], settings: Record<string, string>): Promise<string> {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error", ...settings };
  const { stdout } = await run(process.execPath, ["--import", "tsx", ...args], { env });
  return stdout;
}
const admin = (args: string[]) => script(["lib/run/cli/admin.ts", ...args], { BACKUP_PASSPHRASE: passphrase });

/** In the data folder there is nothing but the secret, which is kept apart from backups. */
const keepSecret = ({ data }: ProductTree) => writeFileSync(path.join(data, "secret"), loadSecret, { mode: 0o600 });

async function launchOn(product: ProductTree): Promise<string> {
  const printed = await script(["tests/chaos/operations/launch-one.ts", String(recipients)], {
    DATABASE_URL: product.databaseUrl,
    HOMING_SECRET: loadSecret,
    APP_URL: `http://localhost:${product.port}`,
  });
  return (JSON.parse(printed.trim().split("\n").at(-1)!) as { campaignId: string }).campaignId;
}

interface Kept {
  contacts: number;
  messages: number;
  status: string;
  reason: string | null;
}

async function keptIn(product: ProductTree, campaignId: string): Promise<Kept> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  const { rows } = await client.query<Kept>(
    `select (select count(*)::int from contact) as contacts,
       (select count(*)::int from message where campaign_id = c.id) as messages, status, pause_reason as reason
     from campaign c where id = $1`,
    [campaignId],
  );
  await client.end();
  must(rows.length === 1, "the campaign is not there");
  return rows[0]!;
}

/** Backs up while a campaign is being sent, lets it go on, loses the machine, and restores where there is nothing but the secret. */
async function restoreToEmptyMachine(tools: Tools): Promise<SceneEnd> {
  const { cleanup } = tools;
  const places = mkdtempSync(path.join(tmpdir(), "homing-kept-"));
  cleanup.add(() => rmSync(places, { recursive: true, force: true }));
  const { peer, book } = await startSlowPeer({ seconds: 60, recipients });
  cleanup.add(() => peer.stop());
  // With one of production an empty address of a database is refused.
  const settings = {
    DATABASE_URL: undefined,
    SMTP_URL: `smtp://127.0.0.1:${peer.port}?ignoreTLS=true`,
    MAILBOX: "off",
  };
  const copies = () => [...book.taken.values()].flat().length;

  const lost = await newProduct(tools, settings);
  // The peer reads by it which message it is that it takes.
  keepSecret(lost);
  await lost.start("node");
  Object.assign(process.env, { HOMING_SECRET: loadSecret, DATABASE_URL: lost.databaseUrl });
  const campaignId = await launchOn(lost);
  while (copies() < recipients / 8) await sleep(50);
  await admin(["backup", "--data", lost.data, "--to", places]);
  const atBackup = copies();
  while (copies() < atBackup + recipients / 8) await sleep(50);
  lost.remove();
  await lost.gone(5_000);
  const atLoss = copies();
  must(atLoss < recipients, "the campaign was over before the machine was lost: nothing was shown");

  const fresh = await newProduct(tools, settings);
  keepSecret(fresh);
  await admin(["restore", "--data", fresh.data, "--from", places]);
  await fresh.start("node");
  await sleep(quietMs);
  const kept = await keptIn(fresh, campaignId);
  must(copies() === atLoss, `${copies() - atLoss} messages left by themselves after the restore`);
  must(kept.status === "paused" && kept.reason !== null, `the campaign is ${kept.status} and says: ${kept.reason}`);
  await stop(fresh);
  return {
    found: `${atBackup} of ${recipients} messages had left when the backup was made and ${atLoss} when the machine was lost; restored and verified, the campaign waits for a person, and nothing left by itself`,
    counts: {
      rowsLost: 2 * recipients - kept.contacts - kept.messages,
      messagesTwice: copies() - book.taken.size,
    },
  };
}

export const restoreScene: Scene = {
  name: "restore to an empty machine",
  withinMs: 180_000,
  play: restoreToEmptyMachine,
};
