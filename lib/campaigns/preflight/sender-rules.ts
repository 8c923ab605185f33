import { domainRefusal } from "@/lib/sending/transports/refusal";
import type { Finding, PreflightFacts, Rule } from "./finding";

const sender: Rule = ({ sender: chosen, transport }) => {
  if (!chosen) {
    return {
      level: "block",
      code: "sender_missing",
      title: "No sender is chosen",
      detail: "Choose whose name and address the mail comes from.",
      fix: "sender",
    };
  }
  const domain = chosen.email.slice(chosen.email.lastIndexOf("@") + 1);
  if (chosen.domainStatus === "verified") {
    return {
      level: "ok",
      code: "sender",
      title: `${domain} is verified`,
      detail: `From ${chosen.name} <${chosen.email}>, signed with DKIM for this domain.`,
    };
  }
  if (transport === "embedded") {
    return {
      level: "ok",
      code: "sender_local",
      title: `From ${chosen.name} <${chosen.email}>`,
      detail: "Mail goes to the mailbox on this machine, so the domain need not be verified yet.",
    };
  }
  return blocked(domain, chosen.domainStatus);
};

const titles = {
  domain_local: "is only for trying out",
  domain_failing: "is no longer verified",
  domain_missing: "is not a domain of this workspace",
} as const;

/** What the gate would say at the hand-over, said before the launch. */
function blocked(domain: string, status: NonNullable<PreflightFacts["sender"]>["domainStatus"]): Finding[] {
  const refusal = domainRefusal(domain, status);
  if (!refusal) return [];
  const title = titles[refusal.code as keyof typeof titles] ?? "is not verified";
  const fix = refusal.code === "domain_local" ? "sender" : "domains";
  return [{ level: "block", code: refusal.code, title: `${domain} ${title}`, detail: refusal.text, fix }];
}

const transport: Rule = ({ transport: kind, transportRefusal }) => {
  if (transportRefusal) {
    const { code, text: detail } = transportRefusal;
    if (code === "workspace_suspended")
      return { level: "block", code, title: "This workspace is suspended by the operator", detail };
    if (code === "mail_limit") return { level: "block", code, title: "This month's mails are used up", detail };
    return { level: "block", code, title: "This workspace has no way out of its own", detail, fix: "domains" };
  }
  if (kind !== "none") return [];
  return {
    level: "block",
    code: "transport_missing",
    title: "There is no way to send mail",
    detail: "Set SMTP_URL or RESEND_API_KEY, or turn the embedded mailbox on, and start again.",
  };
};

const monthlyMails: Rule = ({ mailsLeft, audience }) => {
  if (mailsLeft === null || mailsLeft === undefined || mailsLeft === 0 || audience.willReceive <= mailsLeft) return [];
  return {
    level: "warn",
    code: "mail_limit_near",
    title: `Only ${mailsLeft} mails are left this month`,
    detail: `The campaign would go to ${audience.willReceive} people. It pauses when the workspace's mails of the month are used up, and can be resumed next month (UTC), or when the operator raises the limit.`,
  };
};

const postalAddress: Rule = ({ postalAddress: address }) =>
  address.trim() === ""
    ? {
        level: "block",
        code: "postal_address_missing",
        title: "The postal address is missing",
        detail: "The law asks for a postal address in every marketing mail (CAN-SPAM, CASL). Add it to your brand.",
        fix: "brand",
      }
    : {
        level: "ok",
        code: "postal_address",
        title: "Postal address is set",
        detail: address.replace(/\s*\n\s*/g, ", "),
      };

const trackingAddress: Rule = ({ transport: kind, trackingUrl, tracking }) => {
  if (kind === "embedded" || kind === "none" || (!tracking.opens && !tracking.clicks)) return [];
  const url = URL.canParse(trackingUrl) ? new URL(trackingUrl) : null;
  const local = !url || /^(localhost|127\.|\[::1\])/.test(url.hostname);
  if (local) {
    return {
      level: "block",
      code: "tracking_local",
      title: "Links would lead to this machine",
      detail: `Links, the open pixel and the unsubscribe page use ${trackingUrl}, which recipients cannot reach. Set TRACKING_URL or APP_URL to your public address.`,
    };
  }
  if (url.protocol !== "https:") {
    return {
      level: "warn",
      code: "tracking_insecure",
      title: "Tracking links do not use https",
      detail: `${url.origin} is reached without encryption; filters trust such links less, and one-click unsubscribe needs https (RFC 8058).`,
    };
  }
  return { level: "ok", code: "tracking", title: "Tracking links use https", detail: url.origin };
};

/** Who it comes from and how it leaves. */
export const senderRules: Rule[] = [sender, transport, monthlyMails, postalAddress, trackingAddress];
