import { CopyButton } from "@/components/ui/copy-button";

/** A value to paste elsewhere, under its name. */
export function CopyRow({ name, value, copyLabel }: { name: string; value: string; copyLabel: string }) {
  return (
    <div className="grid gap-1.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
        <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs" dir="ltr">
          {value}
        </span>
        <CopyButton value={value} label={copyLabel} className="-me-1.5 size-7" />
      </dd>
    </div>
  );
}
