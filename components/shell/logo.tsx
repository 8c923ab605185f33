import { cn } from "@/components/ui/cn";

/** The mark: a pigeon on its way home. Decorative; the name stands beside it. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <g className="fill-primary-foreground">
        <path d="M26.2 10.6c-1-.9-2.3-1.2-3.5-.8-.8-1.3-2.6-1.7-3.9-.9-1 .6-1.5 1.7-1.3 2.8l.5 2.4L6.2 8.2c-.5-.2-.9.3-.7.8 1.6 3.6 3.6 6.4 6.3 8.3l-5.1 3.3c-.5.3-.4 1 .2 1.1 4.6 1.1 8.7 1.6 12 .2 2.9-1.2 4.6-3.8 4.7-7.5l.1-1.8 2.5-1.3c.3-.1.3-.5 0-.7z" />
      </g>
      <circle cx="21" cy="11.7" r=".9" className="fill-primary" />
    </svg>
  );
}

/** Mark and name together. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5 font-semibold text-lg tracking-tight", className)}>
      <LogoMark />
      Homing
    </span>
  );
}
