"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useBack } from "@/components/shell/way-back";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Finding, FindingLevel, FixPlace } from "@/lib/campaigns/preflight/finding";
import type { PlainPage } from "@/lib/client/paths";
import { type Msg, msg, t } from "@/lib/language/t";

const styles = {
  block: { icon: CircleX, tone: "text-destructive", word: msg("Must be fixed") },
  warn: { icon: TriangleAlert, tone: "text-warning", word: msg("Worth a look") },
  ok: { icon: CircleCheck, tone: "text-success", word: msg("Fine") },
} as const;

const fixText: Record<FixPlace, Msg> = {
  audience: msg("Choose audience"),
  content: msg("Open content"),
  sender: msg("Choose sender"),
  subject: msg("Edit subject"),
  brand: msg("Open brand settings"),
  domains: msg("Open sending settings"),
  contacts: msg("Open contacts"),
};

const settingsPages: Partial<Record<FixPlace, PlainPage>> = {
  brand: "/settings/brand",
  domains: "/settings/sending",
  contacts: "/contacts",
};

interface Props {
  findings: Finding[];
  /** Opens a step of the wizard. */
  onFix: (step: "audience" | "content") => void;
}

/** Everything that was checked: what blocks first, then warnings, then what is fine. */
export function PreflightList({ findings, onFix }: Props) {
  return (
    <ul className="divide-y rounded-xl border bg-card">
      {findings.map((finding) => (
        <FindingRow key={finding.code + finding.title} finding={finding} onFix={onFix} />
      ))}
    </ul>
  );
}

function FindingRow({ finding, onFix }: { finding: Finding; onFix: Props["onFix"] }) {
  const { icon: Icon, tone, word } = styles[finding.level];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words font-medium text-sm">
          <span className="sr-only">{t(word)}: </span>
          {finding.title}
        </p>
        <p className="break-words text-muted-foreground text-sm">{finding.detail}</p>
      </div>
      {finding.fix && finding.level !== "ok" ? <FixLink place={finding.fix} onFix={onFix} /> : null}
    </li>
  );
}

function FixLink({ place, onFix }: { place: FixPlace; onFix: Props["onFix"] }) {
  const { path } = useWorkspace();
  const back = useBack();
  const classes = "rounded-sm font-medium text-primary text-sm underline-offset-4 hover:underline";
  const page = settingsPages[place];
  if (page) {
    return (
      <Link href={path(page, { back })} className={classes}>
        {t(fixText[place])}
      </Link>
    );
  }
  return (
    <button type="button" className={classes} onClick={() => onFix(place === "audience" ? "audience" : "content")}>
      {t(fixText[place])}
    </button>
  );
}

/** "2 to fix, 1 warning" beside the heading. */
export function PreflightSummary({ findings }: { findings: Finding[] }) {
  const count = (level: FindingLevel) => findings.filter((finding) => finding.level === level).length;
  const blocks = count("block");
  const warnings = count("warn");
  return (
    <span className="flex flex-wrap gap-2">
      {blocks > 0 ? (
        <Badge variant="destructive">{t("{count, plural, one {# to fix} other {# to fix}}", { count: blocks })}</Badge>
      ) : null}
      {warnings > 0 ? (
        <Badge variant="warning">{t("{count, plural, one {# warning} other {# warnings}}", { count: warnings })}</Badge>
      ) : null}
      {blocks === 0 ? <Badge variant="success">{t("Ready to send")}</Badge> : null}
    </span>
  );
}
