import type { Rule } from "./finding";

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
  if (chosen.domainStatus === "local") {
    return {
      level: "block",
      code: "domain_local",
      title: `${domain} is only for trying out`,
      detail: "No mailbox outside this machine accepts mail from it. Choose a sender at a domain you own.",
      fix: "sender",
    };
  }
  return {
    level: "block",
    code: "domain_unverified",
    title: `${domain} is not verified`,
    detail: "Gmail, Yahoo and Outlook refuse bulk mail whose domain is not set up. Add the DNS records and check them.",
    fix: "domains",
  };
};

const transport: Rule = ({ transport: kind }) => {
  if (kind !== "none") return [];
  return {
    level: "block",
    code: "transport_missing",
    title: "There is no way to send mail",
    detail: "Set SMTP_URL or RESEND_API_KEY, or turn the embedded mailbox on, and start again.",
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
export const senderRules: Rule[] = [sender, transport, postalAddress, trackingAddress];
