import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCluster } from "@/lib/run/cluster/cluster";
import { otlpReceiver } from "@/tests/support/otlp-receiver";
import { must, whyNoBareSystem } from "./bare-system";
import { parseDockerfile } from "./dockerfile";
import { ImageProcess } from "./image-process";
import { againInNamespace, unmountBelow } from "./mounts";
import { folderRoom, imageRoom, type Room, writableIn } from "./room";
import { type BuiltStage, bareStage, runStage } from "./run-stage";
import { say } from "./say";
import { tryProcesses, tryStart } from "./try-room";

// `npm run test:image`: as root, where debootstrap can be had, the Dockerfile's instructions are carried out in bare Debian systems, and the
// processes run in the last one as its user, with its root read-only. With --built its build stage is what this folder makes. Elsewhere, and
// with --folder, what the image holds runs alone in a folder, as a user who may write only the data folder and /tmp. No container engine is
// needed, and none is tested.

const inNamespace = "HOMING_TEST_IMAGE";

/** Builds the image by its Dockerfile. */
function buildImage(folder: string): BuiltStage {
  const { args, stages } = parseDockerfile(readFileSync("Dockerfile", "utf8"));
  if (`v${args.NODE_VERSION}` !== process.version) throw new Error(`The image has Node ${args.NODE_VERSION}`);
  const built = new Map<string, BuiltStage>();
  for (const [at, stage] of stages.entries()) {
    const name = stage.name ?? String(at);
    say(`Dockerfile, stage ${name}: FROM ${stage.from}`);
    const isDone = stage.name === "build" && process.argv.includes("--built");
    built.set(name, isDone ? builtHere(path.join(folder, name)) : runStage(stage, path.join(folder, name), built));
  }
  const image = [...built.values()].at(-1)!;
  const loose = writableIn(image);
  if (loose.length > 0) throw new Error(`the image's user may write:\n${loose.slice(0, 20).join("\n")}`);
  const size = must("du", ["--summarize", "--block-size=1M", path.join(image.root, image.workdir)]).split("\t")[0];
  say(`the image: ${size} MB in ${image.workdir}`);
  return image;
}

/** What the stage `build` leaves behind, made in this folder. */
function builtHere(root: string): BuiltStage {
  gather();
  mkdirSync(root);
  symlinkSync(path.resolve("."), path.join(root, "homing"));
  return { ...bareStage, root };
}

/** The folder .build/image, as `npm run image` makes it. */
function gather(): void {
  const { status } = spawnSync(process.execPath, ["lib/run/cli/image/gather.mjs"], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

function furnish(folder: string, bare: boolean): Room {
  if (bare) return imageRoom(buildImage(folder), folder);
  gather();
  return folderRoom(folder);
}

async function tryIn(room: Room, folder: string): Promise<void> {
  const cluster = await startCluster(path.join(folder, "database"), { fast: true });
  const collector = await otlpReceiver();
  try {
    await tryProcesses(room, cluster, collector);
    say("migrate, web and worker: well");
    await tryStart(room);
    say("start and admin: well");
  } catch (error) {
    console.error(ImageProcess.outputs());
    throw error;
  } finally {
    await ImageProcess.endAll();
    await cluster.stop();
    await collector.close();
  }
}

async function main(): Promise<void> {
  const why = process.argv.includes("--folder") ? "--folder" : whyNoBareSystem();
  if (why === null && !process.env[inNamespace]) againInNamespace(inNamespace);
  if (why !== null) say(`In a folder, not in a bare Debian (${why}).`);
  const folder = mkdtempSync(path.join(tmpdir(), "homing-image-"));
  try {
    await tryIn(furnish(folder, why === null), folder);
  } finally {
    if (unmountBelow(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
