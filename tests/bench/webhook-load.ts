import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { contactUpserts, measureLoad } from "./api-loads";
import type { ApiProduct } from "./api-product";

const ENDPOINTS = 4;
const CALLS = 3;
const withinMs = 180_000;

/** Calls a second that the worker makes to four endpoints which answer at once: of each new contact, from the first that is heard to the last. */
export async function webhookDeliveries(product: ApiProduct): Promise<number> {
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      times.push(performance.now());
      response.writeHead(204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  for (let no = 0; no < ENDPOINTS; no++) {
    const url = `http://127.0.0.1:${port}/${no}`;
    await createWebhook(product.ctx, { name: `Bench ${no}`, url, eventTypes: ["contact.created"] });
  }
  const load = { ...contactUpserts(CALLS, false), warmUp: 0 };
  await measureLoad(product, load);
  const due = CALLS * load.size * ENDPOINTS;
  for (const end = performance.now() + withinMs; times.length < due && performance.now() < end; ) await sleep(100);
  server.closeAllConnections();
  server.close();
  if (times.length < due) throw new Error(`${times.length} of ${due} webhooks were heard.`);
  return (due * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
}
