// Whether the packages of the lock file stand in node_modules already, by the record that npm itself keeps there.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * True when what npm last installed below `folder` is what its lock file says: of every package that is needed and fits this platform
 * (optional ones may be missing), in the locked version. `development`: those of devDependencies too.
 */
export function isInstalled(folder, { development }) {
  const wanted = packagesOf(path.join(folder, "package-lock.json"));
  const there = packagesOf(path.join(folder, "node_modules/.package-lock.json"));
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(([place, { version, dev, devOptional, optional, link }]) => {
    if (place === "" || link || ((dev || devOptional) && !development)) return true;
    const found = there[place];
    return found ? found.version === version : optional === true || devOptional === true;
  });
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}
