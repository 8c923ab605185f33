import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, expect, inject } from "vitest";
import { closePrisma } from "@/lib/base/db/client";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import { onServer } from "./on-server";
import { inOneWindow } from "./rate-windows";
import { judgeRecorded } from "./sharding/judge-recorded";
import { recorded, recordStatements } from "./statement-recorder";

const template = new URL(inject("templateUrl"));
const name = `test_${randomBytes(6).toString("hex")}`;

await onServer(`create database ${name} template ${template.pathname.slice(1)} owner ${template.username}`);
const own = new URL(template);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;
process.env.DATABASE_POOL = "6";

recordStatements(name);
beforeEach(inOneWindow);

afterAll(async () => {
  await stopBoss(2000);
  await closePrisma();
  await closePool();
  const superuser = new URL(inject("superuserUrl"));
  superuser.pathname = `/${name}`;
  const wrong = await judgeRecorded(superuser.href, recorded);
  await onServer(`drop database ${name} with (force)`);
  expect(wrong, "statements that tables distributed by workspace would refuse, or that would ask every server").toEqual(
    [],
  );
});
