// Packs the scripts and styles of a build with Brotli, once and as small as it gets: what is packed while it is sent is a tenth larger.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const pack = promisify(brotliCompress);

/** Below this the header of the answer is what counts. */
const smallBytes = 1024;

/** Writes `x.js.br` beside every `x.js` and `x.css` of a folder that has none yet. */
export async function packScripts(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css)$/.test(name));
  const files = names.map((name) => path.join(folder, name)).filter((file) => !existsSync(`${file}.br`));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(file);
      if (bytes.length >= smallBytes) writeFileSync(`${file}.br`, await pack(bytes, { params }));
    }),
  );
}
