import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { t } from "@/lib/language/t";

interface SourcePanelProps {
  text: string;
  label: string;
  copyLabel: string;
  /** Shown when there is no text. */
  empty: string;
  wrap?: boolean;
  cut?: boolean;
}

/** Text as it is, to read and to copy. */
export function SourcePanel({ text, label, copyLabel, empty, wrap, cut }: SourcePanelProps) {
  if (!text) return <p className="p-6 text-muted-foreground text-sm">{empty}</p>;
  return (
    <div className="relative p-4 md:p-6">
      {cut ? (
        <Alert className="mb-4">
          {t(
            "Only the first {count, plural, one {# character is} other {# characters are}} shown. The download has all.",
            { count: 300_000 },
          )}
        </Alert>
      ) : null}
      <CopyButton value={text} label={copyLabel} className="absolute end-4 top-4" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto pe-10">
        <pre
          dir={wrap ? "auto" : "ltr"}
          className={cn(
            "font-mono text-[0.8125rem] leading-relaxed",
            wrap ? "max-w-prose whitespace-pre-wrap break-words" : "whitespace-pre",
          )}
        >
          {text}
        </pre>
      </section>
    </div>
  );
}
