import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import type { Progress } from "@/lib/run/measure/progress";
import { ProductTree } from "@/tests/e2e/support/product-tree";
import type { Cleanup } from "@/tests/load/cleanup";
import { ensurePostfixTools } from "@/tests/load/postfix-tools";
import { SmtpSink } from "@/tests/load/smtp-sink";
import { loadSecret } from "@/tests/load/stack";
import { makeSender, makeWorkspace } from "@/tests/load/workspace";
import { testKey } from "@/tests/support/api-call";

const buildWithinMs = 900_000;

export interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

/** The product as `npm start` runs it, with a workspace, a sender and a key that may do everything. */
export interface ApiProduct {
  tree: ProductTree;
  sink: SmtpSink;
  ctx: Ctx;
  key: string;
}

/** Web, worker and database of `npm start` in a folder of its own; mail goes to smtp-sink. The production build is made before. */
export async function startApiProduct(
  port: number,
  { cleanup, progress }: Show,
  settings: Record<string, string> = {},
): Promise<ApiProduct> {
  progress.show("Building and starting the product");
  const data = mkdtempSync(path.join(tmpdir(), "homing-api-"));
  const sink = await SmtpSink.start(ensurePostfixTools().sink, data);
  const shared = {
    // An empty one beside the others would be a mistake to refuse; without, the product brings its own.
    DATABASE_URL: undefined,
    HOMING_SECRET: loadSecret,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    MAILBOX_SMTP_PORT: String(port + 1),
    INBOUND_SMTP_PORT: String(port + 2),
    API_CALLS_PER_MINUTE: "1000000",
    ALLOW_PRIVATE_SMTP: "true",
    ...settings,
  };
  const tree = new ProductTree(port, shared, data);
  cleanup.add(() => tree.remove());
  cleanup.add(() => sink.stop());
  await tree.start("node", buildWithinMs);
  Object.assign(process.env, shared, {
    DATABASE_URL: tree.databaseUrl,
    APP_URL: `http://localhost:${port}`,
    JOURNAL_DIR: path.join(tree.data, "journal-of-the-bench"),
  });
  cleanup.add(async () => {
    await stopBoss(2000);
    await prisma.$disconnect();
    await closePool();
  });
  const ctx = await makeWorkspace("api");
  const senderId = await makeSender(ctx, "rsa");
  await prisma.sender.updateMany({ where: { workspaceId: ctx.workspaceId, id: senderId }, data: { isDefault: true } });
  const { key } = await testKey(ctx);
  return { tree, sink, ctx, key };
}
