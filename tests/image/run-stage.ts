import { cpSync, lstatSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { addDevices, addNetwork, addNode, bareSystem, must } from "./bare-system";
import { buildContext } from "./build-context";
import { commandOf, pairsOf, type Stage } from "./dockerfile";
import { say } from "./say";

/** A stage whose instructions were carried out in a folder: what an image is. */
export interface BuiltStage {
  root: string;
  environment: Record<string, string>;
  workdir: string;
  user: string;
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
  volumes: string[];
}

const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A stage of which nothing is carried out yet. */
export const bareStage: Omit<BuiltStage, "root"> = {
  environment: { PATH: usualPath },
  workdir: "/",
  user: "0:0",
  entrypoint: [],
  command: [],
  healthcheck: [],
  volumes: [],
};

/**
 * Carries out the instructions of a stage in a bare system of its own, as `docker build` does in a container of the base image; RUN lines
 * run as they stand. Throws at an instruction that it does not know. `stages` are the ones before it.
 */
export function runStage(stage: Stage, root: string, stages: ReadonlyMap<string, BuiltStage>): BuiltStage {
  const suite = /^node:[\d.]+-(\w+)-slim$/.exec(stage.from)?.[1];
  if (!suite) throw new Error(`${stage.from} is no image that can be made here`);
  bareSystem(suite, root);
  addNode(root);
  addDevices(root);
  const network = addNetwork(root);
  const built: BuiltStage = { ...structuredClone(bareStage), root };
  for (const { instruction, text } of stage.steps) {
    const carryOut = instructions[instruction];
    if (!carryOut) throw new Error(`${instruction} is not known here`);
    say(`  ${instruction} ${text.slice(0, 120)}`);
    carryOut(text, built, { network, stages });
  }
  return built;
}

interface Around {
  network: Record<string, string>;
  stages: ReadonlyMap<string, BuiltStage>;
}

const instructions: Record<string, (text: string, built: BuiltStage, around: Around) => void> = {
  ENV: (text, built) => void Object.assign(built.environment, pairsOf(text)),
  WORKDIR: (text, built) => {
    built.workdir = text;
    mkdirSync(path.join(built.root, text), { recursive: true });
  },
  RUN: (text, { root, environment, workdir }, { network }) => {
    const settings = Object.entries({ ...network, HOME: "/root", ...environment }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const inside = ["/usr/bin/env", "-i", `--chdir=${workdir}`, ...settings, "/bin/sh", "-c", text];
    must("chroot", [root, ...inside], { loud: true });
  },
  COPY: copy,
  USER: (text, built) => {
    built.user = text;
  },
  ENTRYPOINT: (text, built) => {
    built.entrypoint = commandOf(text);
  },
  CMD: (text, built) => {
    built.command = commandOf(text);
  },
  HEALTHCHECK: (text, built) => {
    built.healthcheck = commandOf(text);
  },
  VOLUME: (text, built) => void built.volumes.push(...text.split(/\s+/)),
  EXPOSE: () => {},
  STOPSIGNAL: (text) => {
    if (text !== "SIGTERM") throw new Error(`it is stopped here by SIGTERM, not ${text}`);
  },
};

function copy(text: string, { root, workdir }: BuiltStage, { stages }: Around): void {
  const parts = text.split(/\s+/);
  const to = path.join(root, path.resolve(workdir, parts.pop()!));
  const [, from] = /^--from=(.+)$/.exec(parts[0] ?? "") ?? [];
  if (from !== undefined) {
    // Docker gives what it copies to root.
    cpSync(path.join(stages.get(from)!.root, parts[1]!), to, { recursive: true, verbatimSymlinks: true });
    must("chown", ["--recursive", "--no-dereference", "0:0", to]);
    return;
  }
  const context = buildContext(".", readFileSync(".dockerignore", "utf8"));
  for (const source of parts) {
    const files = context.filter((file) => source === "." || file === source || file.startsWith(`${source}/`));
    if (files.length === 0) throw new Error(`COPY ${source}: .dockerignore leaves nothing of it`);
    for (const file of files) {
      if (!lstatSync(file).isFile()) throw new Error(`${file} is no plain file`);
      cpSync(file, path.join(to, file));
    }
  }
}
