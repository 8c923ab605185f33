import { msg, t } from "@/lib/language/t";
import { domainRefusal } from "@/lib/sending/transports/refusal";
import type { Finding, PreflightFacts, Rule } from "./finding";

const sender: Rule = ({ sender: chosen, transport }) => {
  if (!chosen) {
    return {
      level: "block",
      code: "sender_missing",
      title: t("No sender is chosen"),
      detail: t("Choose whose name and address the mail comes from."),
      fix: "sender",
    };
  }
  const domain = chosen.email.slice(chosen.email.lastIndexOf("@") + 1);
  if (chosen.domainStatus === "verified") {
    return {
      level: "ok",
      code: "sender",
      title: t("{domain} is verified", { domain }),
      detail: t("From {sender}, signed with DKIM for this domain.", { sender: `${chosen.name} <${chosen.email}>` }),
    };
  }
  if (transport === "embedded") {
    return {
      level: "ok",
      code: "sender_local",
      title: t("From {sender}", { sender: `${chosen.name} <${chosen.email}>` }),
      detail: t("Mail goes to the mailbox on this machine, so the domain need not be verified yet."),
    };
  }
  return blocked(domain, chosen.domainStatus);
};

const titles = {
  domain_local: msg("{domain} is only for trying out"),
  domain_failing: msg("{domain} is no longer verified"),
  domain_missing: msg("{domain} is not a domain of this workspace"),
} as const;

/** What the gate would say at the hand-over, said before the launch. */
function blocked(domain: string, status: NonNullable<PreflightFacts["sender"]>["domainStatus"]): Finding[] {
  const refusal = domainRefusal(domain, status);
  if (!refusal) return [];
  const title = titles[refusal.code as keyof typeof titles] ?? msg("{domain} is not verified");
  const fix = refusal.code === "domain_local" ? "sender" : "domains";
  return [{ level: "block", code: refusal.code, title: t(title, { domain }), detail: refusal.text, fix }];
}

const transport: Rule = ({ transport: kind, transportRefusal }) => {
  if (transportRefusal) {
    const { code, text: detail } = transportRefusal;
    if (code === "workspace_suspended")
      return { level: "block", code, title: t("This workspace is suspended by the operator"), detail };
    if (code === "mail_limit") return { level: "block", code, title: t("This month's mails are used up"), detail };
    return { level: "block", code, title: t("This workspace has no way out of its own"), detail, fix: "domains" };
  }
  if (kind !== "none") return [];
  return {
    level: "block",
    code: "transport_missing",
    title: t("There is no way to send mail"),
    detail: t("Set {setting} or {otherSetting}, or turn the embedded mailbox on, and start again.", {
      setting: "SMTP_URL",
      otherSetting: "RESEND_API_KEY",
    }),
  };
};

const monthlyMails: Rule = ({ mailsLeft, audience }) => {
  if (mailsLeft === null || mailsLeft === undefined || mailsLeft === 0 || audience.willReceive <= mailsLeft) return [];
  return {
    level: "warn",
    code: "mail_limit_near",
    title: t("{count, plural, one {Only # mail is left this month} other {Only # mails are left this month}}", {
      count: mailsLeft,
    }),
    detail: t(
      "The campaign would go to {count, plural, one {# person} other {# people}}. It pauses when the workspace's mails of the month are used up, and can be resumed next month (UTC), or when the operator raises the limit.",
      { count: audience.willReceive },
    ),
  };
};

const postalAddress: Rule = ({ postalAddress: address }) =>
  address.trim() === ""
    ? {
        level: "block",
        code: "postal_address_missing",
        title: t("The postal address is missing"),
        detail: t("The law asks for a postal address in every marketing mail (CAN-SPAM, CASL). Add it to your brand."),
        fix: "brand",
      }
    : {
        level: "ok",
        code: "postal_address",
        title: t("Postal address is set"),
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
      title: t("Links would lead to this machine"),
      detail: t(
        "Links, the open pixel and the unsubscribe page use {address}, which recipients cannot reach. Set {setting} or {otherSetting} to your public address.",
        { address: trackingUrl, setting: "TRACKING_URL", otherSetting: "APP_URL" },
      ),
    };
  }
  if (url.protocol !== "https:") {
    return {
      level: "warn",
      code: "tracking_insecure",
      title: t("Tracking links do not use https"),
      detail: t(
        "{address} is reached without encryption; filters trust such links less, and one-click unsubscribe needs https (RFC 8058).",
        { address: url.origin },
      ),
    };
  }
  return { level: "ok", code: "tracking", title: t("Tracking links use https"), detail: url.origin };
};

/** Who it comes from and how it leaves. */
export const senderRules: Rule[] = [sender, transport, monthlyMails, postalAddress, trackingAddress];
