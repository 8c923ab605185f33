// What `npm test` asks the registry about the packages that production runs: only Node's own modules here.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root, run, say } from "./install.mjs";

/** From here on a known vulnerability fails the tests. */
const grave = ["high", "critical"];
const acceptedFile = "lib/run/cli/accepted-vulnerabilities.json";

/**
 * The advisories of a report of `npm audit --json` (version 2), each once; null when it is no report but an error, as without a network
 * or from a registry that does not know.
 * @param {string} text
 * @returns {{ id: string, package: string, severity: string, title: string, range: string }[] | null}
 */
export function readAudit(text) {
  const report = parsed(text);
  if (report?.auditReportVersion !== 2 || typeof report.vulnerabilities !== "object") return null;
  const found = new Map();
  for (const { via = [] } of Object.values(report.vulnerabilities)) {
    // A text among them names another package of the report, which has the advisory.
    for (const advisory of via.filter((each) => typeof each === "object")) {
      const id = /GHSA(-[a-z0-9]{4}){3}/.exec(advisory.url ?? "")?.[0] ?? String(advisory.source);
      const { name, severity, title, range } = advisory;
      found.set(`${id} ${name}`, { id, package: name, severity, title, range });
    }
  }
  return [...found.values()];
}

/**
 * What stands against a release, in words: grave advisories that nobody has accepted with a reason and an end that is still to come
 * (`today` and `until` are days, YYYY-MM-DD), and entries of the list that say less.
 * @param {ReturnType<typeof readAudit> & {}} advisories
 * @param {{ id: string, package: string, reason: string, until: string }[]} accepted
 * @param {string} today
 * @returns {string[]}
 */
export function judgeAudit(advisories, accepted, today) {
  const problems = accepted.flatMap((entry) => {
    const whole = entry.id && entry.package && entry.reason?.length > 20 && /^\d{4}-\d\d-\d\d$/.test(entry.until ?? "");
    return whole ? [] : [`${acceptedFile}: an entry needs id, package, a reason and until (YYYY-MM-DD).`];
  });
  for (const { id, package: name, severity, title, range } of advisories) {
    if (!grave.includes(severity)) continue;
    const entry = accepted.find((each) => each.id === id && each.package === name);
    if (entry && entry.until >= today) continue;
    const over = entry ? ` It was accepted until ${entry.until}.` : "";
    problems.push(`${severity}: ${name} ${range}: ${title} (${id}).${over}`);
  }
  return problems;
}

/** Asks about the packages of production. True and false say whether all is well, null that nobody could be asked. */
export async function checkVulnerabilities() {
  const args = ["audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];
  const stdio = ["ignore", "pipe", "ignore"];
  const { stdout } = await run("npm", args, { mayFail: true, stdio, timeout: 60_000 });
  const advisories = readAudit(stdout);
  if (!advisories) {
    say(`   The registry did not say which vulnerabilities are known${reasonIn(stdout)}: not checked.`);
    return null;
  }
  const accepted = JSON.parse(readFileSync(path.join(root, acceptedFile), "utf8"));
  const problems = judgeAudit(advisories, accepted, new Date().toISOString().slice(0, 10));
  for (const problem of problems) say(`   ${problem}`);
  const lesser = advisories.filter(({ severity }) => !grave.includes(severity)).length;
  say(`   ${advisories.length} known, ${lesser} of them below "high"; ${problems.length} to be mended or accepted.`);
  return problems.length === 0;
}

function reasonIn(text) {
  const { message } = parsed(text) ?? {};
  return typeof message === "string" ? ` (${message.slice(0, 200)})` : "";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
