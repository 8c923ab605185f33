import { CopyButton } from "@/components/ui/copy-button";
import { t } from "@/lib/language/t";

/** A value to paste elsewhere, under its name. */
export function CopyRow({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid gap-1.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
        <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs">{value}</span>
        <CopyButton
          value={value}
          label={t("Copy {toLowerCase}", { toLowerCase: name.toLowerCase() })}
          className="-me-1.5 size-7"
        />
      </dd>
    </div>
  );
}
