import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import { deterministicId, newId } from "@/lib/base/db/ids";
import { type KeyedEvent, messageKey } from "@/lib/events/custom/new-event";
import { storeEvents } from "@/lib/events/custom/store-events";
import { pick, seededRandom } from "./random";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS = 75;
const SHOPPERS = 420;
const AT_ONCE = 1_000;

const products = [
  { product_id: "boot-41", name: "Ridge boots", category: "Footwear", price: 189 },
  { product_id: "tent-2", name: "Two-person tent", category: "Camping", price: 329 },
  { product_id: "lamp-7", name: "Head lamp", category: "Camping", price: 49.9 },
  { product_id: "jkt-3", name: "Rain jacket", category: "Clothing", price: 139 },
  { product_id: "map-12", name: "Map of the Highlands", category: "Books", price: 14.95 },
] as const;

/** How far people come in the shop, and what each step is called. */
const steps = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"] as const;

/** What people did in the shop within the last weeks, as its program tells it; some looked, fewer bought. */
export async function seedEvents(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx;
  const random = seededRandom(99);
  const people = await ctx.db.contact.findMany({
    where: { workspaceId },
    orderBy: { id: "asc" },
    take: SHOPPERS,
    select: { id: true },
  });
  const events = people.flatMap(({ id }, at) => visitsOf(id, at, random, ctx.now()));
  for (let at = 0; at < events.length; at += AT_ONCE) {
    await storeEvents({ workspaceId, db: ctx.db }, events.slice(at, at + AT_ONCE));
  }
  await seedNames(ctx);
}

function visitsOf(contactId: string, index: number, random: () => number, now: Date): KeyedEvent[] {
  const visits = 1 + Math.floor(random() ** 2 * 3);
  return Array.from({ length: visits }, (_, visit) => {
    const product = pick(random, products);
    const began = now.getTime() - Math.floor(random() * DAYS * DAY_MS) - 60 * MINUTE_MS;
    const far = 1 + Math.floor(random() * steps.length);
    return steps.slice(0, far).map((name, step) => {
      const at = new Date(began + step * 3 * MINUTE_MS);
      return eventOf(contactId, {
        name,
        at,
        messageId: `shop-${index}-${visit}-${step}`,
        properties: saidOf(step, product, index),
      });
    });
  }).flat();
}

function saidOf(step: number, product: (typeof products)[number], index: number): Record<string, unknown> {
  const { price, ...shown } = product;
  if (step < 2) return { ...shown, price, currency: "EUR", url: `https://fernway.example/shop/${product.product_id}` };
  const order = {
    total: price + 4.9,
    revenue: price,
    shipping: 4.9,
    currency: "EUR",
    products: [{ ...product, quantity: 1 }],
  };
  if (step < 3) return order;
  // Some orders come from the till, which writes amounts as people do.
  const till = index % 53 === 0 && { total: `${(price + 4.9).toFixed(2).replace(".", ",")} €` };
  return { order_id: `F-${41_000 + index}`, ...order, ...till };
}

interface Told {
  name: string;
  at: Date;
  messageId: string;
  properties: Record<string, unknown>;
}

/** Its id has the time at which it came. */
const eventOf = (contactId: string, { name, at, messageId, properties }: Told): KeyedEvent => ({
  ...{ kind: "track", source: "api", name, occurredAt: at, messageId, properties },
  id: deterministicId(at, createHash("sha256").update(contactId).update(messageId).digest()),
  messageKey: messageKey(messageId),
  ...{ contactId, userId: null, anonymousId: null, email: null, introduces: false, identifies: false, details: {} },
});

async function seedNames({ db, workspaceId, now }: Ctx): Promise<void> {
  const times = { firstSeenAt: new Date(now().getTime() - DAYS * DAY_MS), lastSeenAt: now() };
  const viewed = ["category", "currency", "name", "price", "product_id", "url"];
  const bought = ["currency", "products", "revenue", "shipping", "total"];
  await db.eventName.createMany({
    data: steps.map((name, step) => ({
      ...{ workspaceId, name, ...times },
      propertyKeys: step < 2 ? viewed : step < 3 ? bought : ["order_id", ...bought],
    })),
  });
  await db.eventRefusal.create({
    data: {
      ...{
        workspaceId,
        id: newId(),
        at: now(),
        source: "segment",
        message: '{"type":"track","event":"Newsletter Viewed"}',
      },
      reason: "The message does not say whose event it is: it has neither userId nor anonymousId.",
    },
  });
}
