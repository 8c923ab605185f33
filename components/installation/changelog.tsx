"use client";

import { ScrollText } from "lucide-react";
import { useEffect, useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { Release } from "@/lib/installation/changelog/parse-changelog";
import { t } from "@/lib/language/t";

const seenKey = "homing.changelog-seen";

/** Versions that were here at the last visit of this browser; null before it is known, or at the first visit. */
function useSeenBefore(versions: readonly string[]): ReadonlySet<string> | null {
  const [seen, setSeen] = useState<ReadonlySet<string> | null>(null);
  const list = versions.join(" ");
  useEffect(() => {
    try {
      const before = localStorage.getItem(seenKey);
      if (before !== null) setSeen(new Set(before.split(" ")));
      localStorage.setItem(seenKey, list);
    } catch {
      // Private windows refuse; then nothing is marked.
    }
  }, [list]);
  return seen;
}

/** What is new, release by release; those that came since the last visit are marked. */
export function Changelog({ releases, current }: { releases: readonly Release[]; current: string }) {
  const seen = useSeenBefore(releases.map(({ version }) => version));
  return (
    <ol className="grid max-w-3xl gap-8">
      {releases.map(({ version, date, groups }) => (
        <li key={version} className="grid gap-4 border-b pb-8 last:border-b-0">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold text-lg">
            {version}
            {version === current ? <Badge variant="success">{t("Runs here")}</Badge> : null}
            {seen && !seen.has(version) ? <Badge>{t("New since your last visit")}</Badge> : null}
            {date ? (
              <span className="font-normal text-muted-foreground text-sm">
                <DateTime value={date} dateOnly />
              </span>
            ) : null}
          </h2>
          {groups.map(({ title, items }) => (
            <section key={title} className="grid gap-2">
              <h3 className="font-medium text-muted-foreground text-sm">{title}</h3>
              <ul className="grid list-disc gap-1.5 ps-5 text-sm marker:text-muted-foreground">
                {items.map((item) => (
                  <li key={item}>
                    <Line text={item} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** A line with `code` in it. */
function Line({ text }: { text: string }) {
  const [plain = "", code, ...rest] = text.split("`");
  if (code === undefined) return plain;
  return (
    <>
      {plain}
      <code className="rounded bg-muted px-1 text-xs">{code}</code>
      <Line text={rest.join("`")} />
    </>
  );
}

export function NoChangelog() {
  return (
    <EmptyState
      icon={ScrollText}
      title={t("No changelog came with this release")}
      description={t(
        "CHANGELOG.md lies beside package.json in the source, and belongs into whatever was installed from it.",
      )}
    />
  );
}
