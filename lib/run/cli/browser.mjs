// Finds a Chromium for tests and screenshots: one that the environment names, Playwright's, the system's; else installs one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root, say } from "./install.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

function playwrights() {
  const { chromium } = createRequire(path.join(root, "package.json"))("@playwright/test");
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

const found = () => process.env.CHROMIUM_PATH || playwrights() || names.map(onPath).find(Boolean);

function quietly(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "ignore", timeout: 300_000 }).status === 0;
}

/** Path of the browser. Exits with what to do when none can be had. */
export function ensureBrowser() {
  const there = found();
  if (there) return there;
  say("No Chromium found: installing one…");
  const cli = path.join(root, "node_modules/.bin/playwright");
  if (quietly(cli, ["install", "chromium"]) && found()) return found();
  const apt = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  quietly(apt[0], [...apt.slice(1), "update", "-qq"]);
  quietly(apt[0], [...apt.slice(1), "install", "-y", "-qq", "chromium"]);
  const installed = found();
  if (installed) return installed;
  console.error("The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.");
  process.exit(1);
}
