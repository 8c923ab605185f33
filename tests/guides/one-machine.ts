import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addDevices, addNetwork, bareSystem, must, whyNoBareSystem } from "@/tests/image/bare-system";
import { unmountBelow } from "@/tests/image/mounts";
import { BootedSystem, clone } from "./booted-system";
import { type Block, guideBlocks } from "./guide-blocks";
import { type Check, NotRun } from "./report";

// docs/one-machine.md, as it stands, on a bare Debian 13 with systemd as process 1. A name below `localhost` is in the place of the
// public one, so that Caddy makes the certificate itself. Left out: what is for Debian 12, and the sources of a new version.

const name = "homing.localhost";
const authority = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt";

const adapted = (code: string) => code.replaceAll(/(?<!s\/)homing\.example\.com/g, name).replaceAll("YOUR.NAME", name);

function blockOf(blocks: readonly Block[], start: string, at = 0): string {
  const found = blocks.filter(({ step }) => step.startsWith(start))[at];
  if (!found) throw new Error(`the guide has no step "${start}"`);
  return adapted(found.code);
}

/** Packages, sources and the build: with the machine's network, before anything is booted. */
function install(root: string, blocks: readonly Block[]): void {
  bareSystem("trixie", root);
  addDevices(root);
  const network = Object.entries(addNetwork(root)).map(([setting, value]) => `${setting}=${value}`);
  const env = [
    "/usr/bin/env",
    "-i",
    "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "LANG=C.UTF-8",
    ...network,
  ];
  const shell = (code: string) =>
    must("chroot", [root, ...env, "DEBIAN_FRONTEND=noninteractive", "bash", "-euo", "pipefail", "-c", code], {
      loud: true,
    });
  // What a machine has that was installed, and not only unpacked.
  shell("apt-get update -qq && apt-get install -qq --yes systemd-sysv dbus iproute2");
  shell(blockOf(blocks, "1."));
  clone(path.join(root, "opt/homing/1"));
  shell(blockOf(blocks, "2."));
}

async function follow(system: BootedSystem, blocks: readonly Block[]): Promise<string> {
  system.must(blockOf(blocks, "3."));
  system.must(blockOf(blocks, "4."));
  const link = /http\S+/.exec(system.must(blockOf(blocks, "5.")))?.[0];
  if (!link?.startsWith(`https://${name}/setup?key=`)) throw new Error(`no set-up link: ${link}`);
  const [names = "", reload = "", ...look] = blockOf(blocks, "6.").split("\n");
  await sleep(20_000);
  system.must(`${names}\n${reload}`);
  // A browser knows the authority of a public name; of this one it is Caddy's own, made with the first certificate.
  system.must(`until test -s ${authority}; do sleep 1; done\nexport CURL_CA_BUNDLE=${authority}\n${look.join("\n")}`);
  system.must(blockOf(blocks, "7."));
  system.must("nft list table inet homing | grep -q 'redirect to :2526'");
  system.must(blockOf(blocks, "8."));
  const [backup = "", build = "", ...change] = blockOf(blocks, "A new version").split("\n");
  system.must(backup);
  system.must("test -s /root/backups/homing-*.backup");
  // The same sources once more, as they were built.
  system.must(`cp -al /opt/homing/1 /opt/homing/2 && cd /opt/homing/2 && ${build.slice(build.indexOf("cp -an"))}`);
  system.must(change.join("\n"));
  system.must("sleep 5; systemctl is-active homing@3000 homing@3001 homing-worker@1 homing-worker@2");
  system.must("test $(readlink /opt/homing/current) = 2");
  const doctor = system.try(blockOf(blocks, "Looking after it"));
  if (!/PostgreSQL 17/.test(doctor.output)) throw new Error(`doctor: ${doctor.output}`);
  return "followed on Debian 13: https answers, /api/ready is well, and again after a restart";
}

/** For a process in a mount namespace of its own. */
export const oneMachine: Check = {
  name: "docs/one-machine.md",
  run: async () => {
    const why = whyNoBareSystem();
    if (why) throw new NotRun(`no bare Debian: ${why}`);
    const blocks = guideBlocks(readFileSync("docs/one-machine.md", "utf8"));
    const folder = mkdtempSync(path.join(tmpdir(), "homing-guide-"));
    const root = path.join(folder, "root");
    let system: BootedSystem | undefined;
    try {
      install(root, blocks);
      system = await BootedSystem.boot(root).catch((error: Error) => {
        throw new NotRun(`systemd as process 1: ${error.message}`);
      });
      return await follow(system, blocks);
    } catch (error) {
      console.error(
        system?.try("journalctl --no-pager -u 'homing@*' -u 'homing-worker@*' -u caddy | tail -60").output ?? "",
      );
      throw error;
    } finally {
      await system?.end();
      if (unmountBelow(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};
