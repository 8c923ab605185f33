import { Check, X } from "lucide-react";
import { t } from "@/lib/language/t";
import type { Authentication, MailDetail } from "@/lib/run/mailbox/schema";
import { AuthenticationBadge } from "./authentication-badge";

/** DKIM of the captured bytes, and what bulk mail must carry (RFC 8058). */
export function AuthenticationPanel({ mail }: { mail: MailDetail }) {
  return (
    <div className="grid max-w-3xl gap-6 p-4 md:p-6">
      <section className="grid gap-3">
        <h3 className="font-semibold text-sm">{t("Signatures")}</h3>
        {mail.authentication.map((result) => (
          <Signature key={`${result.domain} ${result.selector}`} result={result} />
        ))}
        <p className="text-muted-foreground text-xs">
          {t(
            "Checked against the public keys in this installation. SPF and DMARC need the sending address and DNS of a real delivery, so they are not judged here.",
          )}
        </p>
      </section>
      <section className="grid gap-3">
        <h3 className="font-semibold text-sm">{t("One-click unsubscribe")}</h3>
        <ul className="grid gap-1.5 text-sm">
          {oneClickChecks(mail).map((check) => (
            <li key={check.text} className="flex items-start gap-2">
              {check.ok ? (
                <Check aria-label={t("Yes")} className="mt-0.5 size-4 shrink-0 text-success" />
              ) : (
                <X aria-label={t("No")} className="mt-0.5 size-4 shrink-0 text-destructive" />
              )}
              {check.text}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Signature({ result }: { result: Authentication }) {
  return (
    <div className="grid gap-2 rounded-lg border bg-card p-3 text-sm">
      <AuthenticationBadge results={[result]} />
      <p>{result.reason}</p>
      {result.selector ? (
        <p className="break-words text-muted-foreground text-xs">
          {t("Selector {selector}, {algorithm}. Signed headers: {headers}.", {
            selector: result.selector,
            algorithm: result.algorithm ?? "",
            headers: result.signed.join(", "),
          })}
        </p>
      ) : null}
    </div>
  );
}

function oneClickChecks(mail: MailDetail): { ok: boolean; text: string }[] {
  const named = (name: string) => mail.headers.filter((header) => header.name.toLowerCase() === name);
  const signed = (name: string) =>
    mail.authentication.some((one) => one.status === "pass" && one.signed.includes(name));
  const list = named("list-unsubscribe");
  const post = named("list-unsubscribe-post");
  return [
    {
      ok: list.length === 1 && /<https?:/i.test(list[0]!.value),
      text: t("{header} has a web address", { header: "List-Unsubscribe" }),
    },
    {
      ok: post.length === 1 && post[0]!.value.trim() === "List-Unsubscribe=One-Click",
      text: t("{header} says {value}", { header: "List-Unsubscribe-Post", value: "One-Click" }),
    },
    {
      ok: signed("list-unsubscribe") && signed("list-unsubscribe-post"),
      text: t("A passing signature covers both headers"),
    },
  ];
}
