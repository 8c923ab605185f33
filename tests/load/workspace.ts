import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { createField } from "@/lib/people/contacts/fields";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { claimNames } from "@/tests/support/claim-names";
import { newsletter } from "./newsletter";

/** Which of a domain's two keys sign. */
export type Signing = "none" | "rsa" | "ed25519" | "dual";

const algorithms: Record<Signing, string[]> = {
  none: [],
  rsa: ["rsa"],
  ed25519: ["ed25519"],
  dual: ["rsa", "ed25519"],
};

/** Recipient domains: as many as a list of this size has that are neither Gmail nor another of the large ones. */
const RECIPIENT_DOMAINS = 500;

/** A workspace with the custom fields of the newsletter and the installation's way out, without a pace. */
export async function makeWorkspace(slug: string): Promise<Ctx> {
  const id = newId();
  await prisma.workspace.create({
    data: {
      id,
      slug,
      name: "Fernway Outdoor",
      postalAddress: "1 Harbour Road, Bristol BS1 4XX, United Kingdom",
      mayUseInstallationTransport: true,
    },
  });
  const ctx = systemCtx(id, "load");
  await createField(ctx, { key: "city", label: "City", type: "text", options: [] });
  await createField(ctx, { key: "points", label: "Points", type: "number", options: [] });
  await ensureDefaultSending(ctx);
  return ctx;
}

/** A verified domain below `parent`, no other workspace's, signing with the keys asked for, and a sender on it. Returns the sender's id. */
export async function makeSender(ctx: Ctx, signing: Signing, parent = "fernway.example"): Promise<string> {
  const name = `${signing}.${parent}`;
  const domain = await createDomain(ctx, { name });
  const { workspaceId } = ctx;
  await prisma.sendingDomain.update({
    where: { workspaceId_id: { workspaceId, id: domain.id } },
    data: { status: "verified", verifiedAt: new Date() },
  });
  await claimNames(workspaceId);
  await prisma.dkimKey.deleteMany({
    where: { workspaceId, domainId: domain.id, algorithm: { notIn: algorithms[signing] } },
  });
  const id = newId();
  await prisma.sender.create({
    data: { workspaceId, id, name: "Fernway Outdoor", email: `news@${name}`, domainId: domain.id },
  });
  return id;
}

/** A list with `count` confirmed contacts, written by two statements. Returns the list's id. */
export async function makeList(ctx: Ctx, count: number): Promise<string> {
  const listId = newId();
  const { workspaceId } = ctx;
  await prisma.list.create({ data: { workspaceId, id: listId, name: "Trail Notes" } });
  const mark = listId.slice(-6);
  await prisma.$transaction(
    [
      prisma.$executeRaw`
        insert into contact (workspace_id, id, email, email_normalized, email_domain, first_name, last_name, fields,
          source, updated_at)
        select ${workspaceId}::uuid, new_id(), address, address, domain, first_name, last_name, fields, ${`load-${mark}`}, now()
        from (
          select 'reader' || n || '-' || ${mark} || '@' || domain as address, domain,
            (array['Ada','Grace','Linus','Zoë','Søren','Łukasz','Mei','Noor'])[1 + n % 8] as first_name,
            (array['Lovelace','Hopper','Núñez','Okafor','Tanaka'])[1 + n % 5] as last_name,
            jsonb_build_object('city', (array['Bristol','Leeds','Malmö','Kraków'])[1 + n % 4], 'points', n % 900) as fields
          from (select n, 'd' || n % ${RECIPIENT_DOMAINS}::int || '.readers.example' as domain
                from generate_series(1, ${count}::int) n) numbered
        ) person`,
      prisma.$executeRaw`
        insert into subscription (workspace_id, id, list_id, contact_id, status, confirmed_at)
        select workspace_id, new_id(), ${listId}::uuid, id, 'confirmed', now()
        from contact where workspace_id = ${workspaceId}::uuid and source = ${`load-${mark}`}`,
    ],
    { timeout: 900_000 },
  );
  await prisma.$executeRaw`vacuum analyze contact, subscription`;
  return listId;
}

export interface CampaignPlan {
  name: string;
  senderId: string;
  listId: string;
  /** HTML octets to aim at. */
  htmlBytes: number;
}

/** A draft of the newsletter that passes the pre-flight. Returns its id. */
export async function makeCampaign(ctx: Ctx, { name, senderId, listId, htmlBytes }: CampaignPlan): Promise<string> {
  const campaignId = await createCampaign(ctx, { name });
  await updateCampaign(ctx, {
    campaignId,
    version: 1,
    ...newsletter(htmlBytes),
    contentKind: "html",
    senderId,
    audience: { include: { lists: [listId] } },
  });
  return campaignId;
}
