import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { openExportTarget } from "./export-target";

const folder = mkdtempSync(path.join(tmpdir(), "homing-export-target-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(["画", "a", "𠀀", "é"])(
  "an asset whose name is full of %s has a file, with the end of its name",
  async (letter) => {
    const to = path.join(folder, letter);
    const target = await openExportTarget({ to });
    const asset = { id: newId(), fileName: `${letter.repeat(116 / letter.length)}.png`, data: Buffer.from(letter) };
    const file = await target.writeAsset(asset);
    await target.finish({});
    expect(file).toMatch(new RegExp(`^assets/${asset.id}-${letter}+\\.png$`, "u"));
    expect(readFileSync(path.join(to, file))).toEqual(asset.data);
  },
);
