import { ExternalLink } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/language/t";
import type { MailLink } from "@/lib/run/mailbox/schema";

/** Where the mail leads. Following a tracked link counts as the recipient's click, so that the whole way can be tried. */
export function LinksPanel({ links }: { links: readonly MailLink[] }) {
  if (links.length === 0) return <p className="p-6 text-muted-foreground text-sm">{t("This mail has no links.")}</p>;
  return (
    <div className="grid gap-3 p-4 md:p-6">
      <p className="text-muted-foreground text-sm">
        {t("Links are real: following a tracked one counts as a click by this recipient.")}
      </p>
      <ul className="grid gap-2">
        {links.map((link) => (
          <li key={link.url} className="grid min-w-0 gap-1 rounded-lg border bg-card px-3 py-2 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{link.text || t("(no text)")}</span>
              {link.own ? <Badge variant="default">{t("Tracked")}</Badge> : null}
            </span>
            <LinkAddress url={link.url} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Only web addresses become links; anything else a mail may hold is shown as text. */
function LinkAddress({ url }: { url: string }) {
  const className = "break-all font-mono text-muted-foreground text-xs";
  if (!/^https?:\/\//i.test(url))
    return (
      <span className={className} dir="ltr">
        {url}
      </span>
    );
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      dir="ltr"
      className={`${className} underline-offset-4 hover:text-foreground hover:underline`}
    >
      {url} <ExternalLink aria-label={t("Opens in a new tab")} className="inline size-3" />
    </a>
  );
}
