import * as zlib from "node:zlib";
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, api } from "@/lib/client/api";
import type { PartView } from "@/lib/people/imports/schema";
import { sendPart } from "./send-part";
import { uploadFile } from "./upload-file";

vi.mock("./send-part");

const base = "/api/app/workspaces/acme/imports";
const bytes = Buffer.alloc(9_000_000, "a line of a file\n");
const file = new File([bytes], "people.csv");
const cuts = [bytes.subarray(0, 4_000_000), bytes.subarray(4_000_000, 8_000_000), bytes.subarray(8_000_000)];
const sums = cuts.map((cut) => zlib.crc32(cut));
let stored: PartView[] | null;
let ended: unknown;

beforeEach(() => {
  stored = null;
  ended = null;
  vi.mocked(sendPart).mockReset().mockResolvedValue();
  const left = { id: "imp_2", status: "uploading", fileName: "people.csv", fileBytes: bytes.length };
  vi.spyOn(api, "get").mockImplementation(async (path) => ({
    items: path === base ? (stored ? [{ ...left, fileBytes: 1 }, left] : []) : stored,
  }));
  vi.spyOn(api, "post").mockImplementation(async () => ({ id: "imp_1" }));
  vi.spyOn(api, "put").mockImplementation(async (path, body) => {
    ended = { path, body };
    return { id: "imp_1" };
  });
});

const sent = () => vi.mocked(sendPart).mock.calls.map(([path]) => path.slice(base.length));
const whole = { parts: 3, crc32: zlib.crc32(bytes) };

test("a file goes in parts of 4 MB, each with its checksum, and the progress reaches its end", async () => {
  const progress: number[] = [];
  await uploadFile("acme", file, (done) => progress.push(done));
  expect(sent()).toEqual(sums.map((sum, number) => `/imp_1/parts/${number}?crc32=${sum}`));
  expect(ended).toEqual({ path: `${base}/imp_1/upload`, body: whole });
  expect(progress.at(-1)).toBe(bytes.length);
});

test("a part that breaks off is sent again; a refusal is not", async () => {
  vi.mocked(sendPart).mockRejectedValueOnce(new ApiError("offline", "gone", 0));
  vi.mocked(sendPart).mockRejectedValueOnce(new ApiError("internal", "gone", 503));
  await uploadFile("acme", file, () => {}, [0, 0]);
  expect(sent()).toHaveLength(5);
  vi.mocked(sendPart).mockRejectedValue(new ApiError("conflict", "stopped", 409));
  await expect(uploadFile("acme", file, () => {}, [0, 0])).rejects.toThrow("stopped");
  expect(sent()).toHaveLength(6);
});

test("a server that has much to do at this moment is asked again for what is there", async () => {
  stored = sums.map((crc32, number) => ({ number, bytes: cuts[number]!.length, crc32 }));
  vi.mocked(api.get).mockRejectedValueOnce(new ApiError("rate_limited", "later", 429));
  await uploadFile("acme", file, () => {}, [0]);
  expect(sent()).toEqual([]);
  expect(ended).toEqual({ path: `${base}/imp_2/upload`, body: whole });
});

test("an upload that was left goes on where it stood, and what differs is sent anew", async () => {
  stored = [
    { number: 0, bytes: 4_000_000, crc32: sums[0]! },
    { number: 1, bytes: 4_000_000, crc32: 7 },
  ];
  await uploadFile("acme", file, () => {});
  expect(sent()).toEqual([`/imp_2/parts/1?crc32=${sums[1]}`, `/imp_2/parts/2?crc32=${sums[2]}`]);
  expect(ended).toEqual({ path: `${base}/imp_2/upload`, body: whole });
});
