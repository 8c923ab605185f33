import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { newKey } from "@/lib/edges/api-keys/key-format";

const DAY_MS = 86_400_000;

interface SampleKey {
  name: string;
  mode: KeyMode;
  scopes: Permission[];
  allowedNetworks: string[];
  madeDaysAgo: number;
  usedDaysAgo: number | null;
}

const samples: readonly SampleKey[] = [
  {
    name: "Web shop",
    mode: "live",
    scopes: ["contacts.read", "contacts.write", "lists.read", "segments.read", "emails.send"],
    allowedNetworks: ["203.0.113.0/24"],
    madeDaysAgo: 210,
    usedDaysAgo: 0.01,
  },
  {
    name: "Assistant",
    mode: "live",
    scopes: [
      ...(["contacts.read", "lists.read", "segments.read", "suppressions.read", "campaigns.read"] as const),
      ...(["campaigns.write", "reports.read", "sending.read", "assistants.write"] as const),
    ],
    allowedNetworks: [],
    madeDaysAgo: 12,
    usedDaysAgo: 0.2,
  },
  {
    name: "Staging",
    mode: "test",
    scopes: ["contacts.read", "campaigns.read", "reports.read"],
    allowedNetworks: [],
    madeDaysAgo: 40,
    usedDaysAgo: null,
  },
];

/** Keys that nobody has, as a shop that has been here for a while would have them. */
export async function seedApiKeys(ctx: Ctx): Promise<void> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
  for (const { madeDaysAgo, usedDaysAgo, ...sample } of samples) {
    const { key: _nobodys, ...shown } = newKey(sample.mode);
    await ctx.db.apiKey.create({
      data: {
        ...sample,
        ...shown,
        workspaceId: ctx.workspaceId,
        id: newId(),
        createdByName: "Sample data",
        createdAt: ago(madeDaysAgo),
        ...(usedDaysAgo !== null && { lastUsedAt: ago(usedDaysAgo), lastUsedIp: "203.0.113.20" }),
      },
    });
  }
}
