import { whyNoBareSystem } from "@/tests/image/bare-system";
import { againInNamespace } from "@/tests/image/mounts";
import { deploymentChecks } from "./deployment-checks";
import { oneMachine } from "./one-machine";
import { type Check, report } from "./report";
import { debian, run } from "./tools";

// `npm run test:guides`: Dockerfile, compose.yaml, chart, units, proxies, alert rules and the guide for one machine, by the programs that
// read them. On Debian it installs these; it says what it could not run. --quick leaves the guide for one machine out, --machine runs it alone.

const inNamespace = "HOMING_TEST_GUIDES";

/** The tests of `npm test` that wait for a program, with all of them here. */
const ownTests: Check = {
  name: "nginx, Caddy, units and alert rules in npm test",
  run: () => {
    for (const [command, pack] of [
      ["nginx", "nginx-light"],
      ["caddy", "caddy"],
      ["promtool", "prometheus"],
      ["systemd-analyze", "systemd"],
    ] as const)
      debian(command, pack);
    const files = ["tests/deploy.test.ts", "tests/reverse-proxy.test.ts", "tests/metrics-documents.test.ts"];
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", "--project", "unit"];
    const text = run(process.execPath, [...vitest, "--no-color", ...files]);
    if (/skipped/.test(text)) throw new Error(`some were skipped: ${text}`);
    return /Tests .*passed.*/.exec(text)?.[0] ?? text;
  },
};

async function main(): Promise<void> {
  const [isQuick, isAlone] = ["--quick", "--machine"].map((flag) => process.argv.includes(flag));
  if (!isQuick && whyNoBareSystem() === null && !process.env[inNamespace]) againInNamespace(inNamespace);
  const linted = isAlone ? [] : [...deploymentChecks, ownTests];
  const failed = await report([...linted, ...(isQuick ? [] : [oneMachine])]);
  process.exit(failed === 0 ? 0 : 1);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
