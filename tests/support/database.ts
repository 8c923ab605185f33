import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { closePrisma } from "@/lib/base/db/client";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import { onServer } from "./on-server";

const template = new URL(inject("templateUrl"));
const name = `test_${randomBytes(6).toString("hex")}`;

await onServer(`create database ${name} template ${template.pathname.slice(1)} owner ${template.username}`);
const own = new URL(template);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;
process.env.DATABASE_POOL = "6";

afterAll(async () => {
  await stopBoss(2000);
  await closePrisma();
  await closePool();
  await onServer(`drop database ${name} with (force)`);
});
