import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { type BlobPeer, blobPeer, blobToken } from "@/tests/support/blob-peer";
import { BlobClient, storeOfToken } from "./blob-client";
import { blobStore, findBlobAddress } from "./blob-store";

let peer: BlobPeer;
afterEach(() => peer.close());

const mark = Buffer.from("here");
async function opened(access: "private" | "public" = "private", token = blobToken) {
  peer = await blobPeer(access);
  const client = new BlobClient({ token, apiUrl: peer.apiUrl }, 1);
  const address = await findBlobAddress(client, "mark.txt", mark);
  return { address, store: blobStore(client, address) };
}

test.each(["private", "public"] as const)(
  "a %s store is found to be one; objects are written, read and removed",
  async (kind) => {
    const { address, store } = await opened(kind);
    expect(address.access).toBe(kind);
    expect(await store.get("mark.txt", 100)).toEqual(mark);
    const octets = randomBytes(300_000);
    await store.put("one/two.png", octets, "image/png");
    await store.put("one/two.png", octets, "image/png");
    expect(peer.objects.get("one/two.png")).toEqual({ content: octets, contentType: "image/png" });
    expect(await store.get("one/two.png", octets.length)).toEqual(octets);
    await expect(store.get("one/two.png", octets.length - 1)).rejects.toMatchObject({ code: "too_large" });
    await store.remove("one/two.png");
    await store.remove("one/two.png");
    await expect(store.get("one/two.png", 100)).rejects.toMatchObject({ code: "not_found" });
  },
);

test("what passes is tried again", async () => {
  const { store } = await opened();
  peer.faults.push(
    { match: /^PUT/, answer: "cut" },
    { match: /^PUT/, answer: { status: 503, body: { error: { code: "service_unavailable" } } } },
    { match: /^GET/, answer: { status: 429, body: "" } },
    { match: /delete/, answer: { status: 500, body: "" } },
  );
  await store.put("a", mark, "image/png");
  expect(await store.get("a", 100)).toEqual(mark);
  await store.remove("a");
  expect([peer.faults.length, [...peer.objects.keys()]]).toEqual([0, ["mark.txt"]]);
});

test.each(["", "<html>hello</html>", "null", { url: "javascript:alert(1)" }, { url: 5 }, "9".repeat(100_000)])(
  "what is no answer of the API is told in words: %#",
  async (body) => {
    const { store } = await opened();
    peer.faults.push({ match: /^PUT/, answer: { status: 200, body } });
    await expect(store.put("a", mark, "image/png")).rejects.toThrow(
      "Vercel Blob (store Ab12Cd34Ef56): its answer names no address.",
    );
  },
);

test("a wrong token, a store that is gone and nobody there are told in words", async () => {
  const wrong = "vercel_blob_rw_Ab12Cd34Ef56_another";
  await expect(opened("private", wrong)).rejects.toThrow(
    "Vercel Blob (store Ab12Cd34Ef56): 403 forbidden: Access denied.",
  );
  await peer.close();
  await expect(opened("private", "vercel_blob_rw_Other_x")).rejects.toThrow("403");
  const { store } = await opened();
  for (let tries = 0; tries < 3; tries++)
    peer.faults.push({ match: /^PUT/, answer: { status: 503, body: { error: { code: "store_suspended" } } } });
  await expect(store.put("a", mark, "image/png")).rejects.toThrow("503 store_suspended");
  const nobody = new BlobClient({ token: blobToken, apiUrl: "http://127.0.0.1:9" }, 1);
  await expect(nobody.get("http://127.0.0.1:9/a", 10)).rejects.toThrow("Vercel Blob (store Ab12Cd34Ef56): ");
  expect(storeOfToken(blobToken)).toBe("Ab12Cd34Ef56");
});
