import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/base/auth/passwords";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { knownAs } from "@/lib/base/db/known-as";
import { stopBoss } from "@/lib/base/jobs/boss";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { demoLogin } from "./login";
import { seedLive } from "./seed-live";
import { seedOperations } from "./seed-operations";
import { seedSampleData } from "./seed-sample-data";

const brand = {
  companyName: "Fernway Outdoor",
  primaryColor: "#1c6b57",
  textColor: "#1d2b26",
  backgroundColor: "#f1f4ef",
  footerText: "You receive this because you joined Fernway's lists in a shop or on fernway.example.",
};

/** A data folder that lost its password, or had none of its own yet, gets the new one. */
async function renewPassword(): Promise<void> {
  const passwordHash = await hashPassword(process.env.DEMO_PASSWORD ?? randomUUID());
  await prisma.user.updateMany({ where: { email: demoLogin.email }, data: { passwordHash } });
}

async function demoWorkspace(): Promise<string> {
  const existing = await prisma.workspace.findFirst({ where: knownAs("fernway") });
  if (existing) {
    if (process.env.DEMO_PASSWORD_IS_NEW) await renewPassword();
    return existing.id;
  }
  const userId = newId();
  const workspaceId = newId();
  const passwordHash = await hashPassword(process.env.DEMO_PASSWORD ?? randomUUID());
  const user = { id: userId, email: demoLogin.email, name: "Robin Fern", passwordHash, emailVerifiedAt: new Date() };
  await prisma.$transaction([
    prisma.user.create({ data: { ...user, isOperator: true } }),
    prisma.workspace.create({
      data: {
        id: workspaceId,
        slug: "fernway",
        name: "Fernway Outdoor",
        timeZone: "Europe/London",
        locale: "en-GB",
        postalAddress: "Fernway Outdoor, 12 Harbour Road, Bristol BS1 4AA, United Kingdom",
        brand,
        hasSampleData: true,
        mayUseInstallationTransport: true,
      },
    }),
    prisma.member.create({ data: { workspaceId, id: newId(), userId, role: "owner" } }),
  ]);
  return workspaceId;
}

/** Entry of `npm start -- --demo`: makes the demo workspace at first, changes nothing later. */
readEnvironment();
const started = Date.now();
const workspaceId = await demoWorkspace();
if (!(await prisma.contact.findFirst({ where: { workspaceId } }))) {
  console.log("Writing the demo data: 4,200 contacts, four lists, nine past campaigns…");
  const ctx = systemCtx(workspaceId, "demo");
  await seedSampleData(ctx);
  await seedOperations(ctx);
  await seedLive(ctx);
  console.log(`Demo data written in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
await stopBoss(1000);
await prisma.$disconnect();
