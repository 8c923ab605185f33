import { wayOutShown } from "@/lib/content/templates/always-shown";
import { type Msg, msg, t } from "@/lib/language/t";
import type { Finding, Rule } from "./finding";
import { type LinkProblem, linkProblem } from "./link-problems";
import { type ScannedLink, scanHtml } from "./scan-html";

const problems: Record<LinkProblem, { level: "block" | "warn"; title: Msg; advice: Msg }> = {
  empty: {
    level: "block",
    title: msg(
      "{count, plural, =1 {A link has no address} one {# link has no address} other {# links have no address}}",
    ),
    advice: msg("Give it an address or remove the link."),
  },
  placeholder: {
    level: "block",
    title: msg(
      "{count, plural, =1 {A link still has a placeholder address} one {# link still has a placeholder address} other {# links still have a placeholder address}}",
    ),
    advice: msg("Put the real address in."),
  },
  malformed: {
    level: "block",
    title: msg("{count, plural, =1 {A link is broken} one {# link is broken} other {# links are broken}}"),
    advice: msg("An address looks like https://www.shop.com/spring."),
  },
  local: {
    level: "block",
    title: msg(
      "{count, plural, =1 {A link leads to a private network} one {# link leads to a private network} other {# links lead to a private network}}",
    ),
    advice: msg("Recipients cannot open it. Use the public address."),
  },
  unusual: {
    level: "warn",
    title: msg(
      "{count, plural, =1 {A link opens a program that not everybody has} one {# link opens a program that not everybody has} other {# links open a program that not everybody has}}",
    ),
    advice: msg("Give another way beside it."),
  },
  sometimes: {
    level: "warn",
    title: msg(
      "{count, plural, =1 {A link is wrong for some people} one {# link is wrong for some people} other {# links are wrong for some people}}",
    ),
    advice: msg("One branch of its condition gives no sound address."),
  },
  insecure: {
    level: "warn",
    title: msg("{count, plural, =1 {A link uses http} one {# link uses http} other {# links use http}}"),
    advice: msg("Browsers warn about such pages. Use https if the page has it."),
  },
};

function nameOf(link: ScannedLink): string {
  const label = link.label.length > 40 ? `${link.label.slice(0, 39)}…` : link.label;
  return label === "" ? link.href || t("a link without words") : `“${label}”${link.href ? ` (${link.href})` : ""}`;
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
    const { level, title, advice } = problems[problem];
    return {
      level: transport === "embedded" && harmlessLocally.includes(problem) ? "warn" : level,
      code: `link_${problem}`,
      title: t(title, { count: bad.length }),
      detail: `${bad.slice(0, 3).map(nameOf).join(", ")}. ${t(advice)}`,
      fix: "content",
    };
  });
  if (findings.length > 0 || found.length === 0) return findings;
  const detail = t("{count, plural, one {# checked.} other {# checked.}}", { count: found.length });
  return { level: "ok", code: "links", title: t("Links are well formed"), detail };
};

const unsubscribe: Rule = ({ html, rendered }) => {
  if (html === "") return [];
  if (wayOutShown(html).always && !rendered?.wayOutMissing) {
    return {
      level: "ok",
      code: "unsubscribe",
      title: t("The unsubscribe link is there"),
      detail: t("One-click unsubscribe goes along in the headers (RFC 8058)."),
    };
  }
  const hidden = rendered?.wayOutMissing;
  const advice = t(
    "Add the footer block, or a link to {tag} that stands in no comment, condition or hidden part. Without it people press “spam”.",
    { tag: "{{ unsubscribe_url }}" },
  );
  return {
    level: "block",
    code: "unsubscribe_missing",
    title: t("There is no unsubscribe link"),
    detail: hidden ? `${t("In the mail to {address} nobody can see it.", { address: hidden })} ${advice}` : advice,
    fix: "content",
  };
};

/** Where readers are led. */
export const linkRules: Rule[] = [links, unsubscribe];
