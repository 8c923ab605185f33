import { Link } from "@/components/ui/link";
import { Button } from "./button";
import { cn } from "./cn";

export interface FilterLink {
  href: string;
  label: string;
  current: boolean;
}

/** Which part of a list is shown, each a link, so that it stands in the address. */
export function FilterLinks({ legend, links }: { legend: string; links: readonly FilterLink[] }) {
  return (
    <fieldset className="mb-3 flex flex-wrap gap-1">
      <legend className="sr-only">{legend}</legend>
      {links.map(({ href, label, current }) => (
        <Button key={href} variant="ghost" size="sm" asChild className={cn(current && "bg-accent text-foreground")}>
          <Link href={href} aria-current={current ? "true" : undefined}>
            {label}
          </Link>
        </Button>
      ))}
    </fieldset>
  );
}
