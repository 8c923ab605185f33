import { wayOutShown } from "@/lib/content/templates/always-shown";
import type { Finding, Rule } from "./finding";
import { type LinkProblem, linkProblem } from "./link-problems";
import { type ScannedLink, scanHtml } from "./scan-html";

const problems: Record<LinkProblem, { level: "block" | "warn"; one: string; many: string; advice: string }> = {
  empty: {
    level: "block",
    one: "A link has no address",
    many: "links have no address",
    advice: "Give it an address or remove the link.",
  },
  placeholder: {
    level: "block",
    one: "A link still has a placeholder address",
    many: "links still have a placeholder address",
    advice: "Put the real address in.",
  },
  malformed: {
    level: "block",
    one: "A link is broken",
    many: "links are broken",
    advice: "An address looks like https://www.shop.com/spring.",
  },
  local: {
    level: "block",
    one: "A link leads to a private network",
    many: "links lead to a private network",
    advice: "Recipients cannot open it. Use the public address.",
  },
  unusual: {
    level: "warn",
    one: "A link opens a program that not everybody has",
    many: "links open a program that not everybody has",
    advice: "Give another way beside it.",
  },
  sometimes: {
    level: "warn",
    one: "A link is wrong for some people",
    many: "links are wrong for some people",
    advice: "One branch of its condition gives no sound address.",
  },
  insecure: {
    level: "warn",
    one: "A link uses http",
    many: "links use http",
    advice: "Browsers warn about such pages. Use https if the page has it.",
  },
};

function nameOf(link: ScannedLink): string {
  const label = link.label.length > 40 ? `${link.label.slice(0, 39)}…` : link.label;
  return label === "" ? link.href || "a link without words" : `“${label}”${link.href ? ` (${link.href})` : ""}`;
}

/** Mistakes that do no harm while mail only reaches the mailbox on this machine. */
const harmlessLocally: LinkProblem[] = ["placeholder", "local"];

const links: Rule = ({ html, transport }) => {
  if (html === "") return [];
  const byProblem = new Map<LinkProblem, ScannedLink[]>();
  const found = scanHtml(html).links;
  for (const link of found) {
    const problem = linkProblem(link.href);
    if (problem) byProblem.set(problem, [...(byProblem.get(problem) ?? []), link]);
  }
  const findings = [...byProblem].map(([problem, bad]): Finding => {
    const { level, one, many, advice } = problems[problem];
    return {
      level: transport === "embedded" && harmlessLocally.includes(problem) ? "warn" : level,
      code: `link_${problem}`,
      title: bad.length === 1 ? one : `${bad.length} ${many}`,
      detail: `${bad.slice(0, 3).map(nameOf).join(", ")}. ${advice}`,
      fix: "content",
    };
  });
  if (findings.length > 0 || found.length === 0) return findings;
  return { level: "ok", code: "links", title: "Links are well formed", detail: `${found.length} checked.` };
};

const unsubscribe: Rule = ({ html, rendered }) => {
  if (html === "") return [];
  if (wayOutShown(html).always && !rendered?.wayOutMissing) {
    return {
      level: "ok",
      code: "unsubscribe",
      title: "The unsubscribe link is there",
      detail: "One-click unsubscribe goes along in the headers (RFC 8058).",
    };
  }
  return {
    level: "block",
    code: "unsubscribe_missing",
    title: "There is no unsubscribe link",
    detail: `${rendered?.wayOutMissing ? `In the mail to ${rendered.wayOutMissing} nobody can see it. ` : ""}Add the footer block, or a link to {{ unsubscribe_url }} that stands in no comment, condition or hidden part. Without it people press “spam”.`,
    fix: "content",
  };
};

/** Where readers are led. */
export const linkRules: Rule[] = [links, unsubscribe];
