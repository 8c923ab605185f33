import { cn } from "./cn";

/** The first letters of a name (or an address) in a circle; decorative: the name stands beside it. */
export function Avatar({ name, src, className }: { name: string; src?: string | null; className?: string }) {
  const box = cn("size-8 shrink-0 rounded-full text-xs", className);
  // biome-ignore lint/performance/noImgElement: small pictures from the workspace's own assets
  if (src) return <img src={src} alt="" className={cn(box, "object-cover")} />;
  return (
    <span
      aria-hidden
      className={cn(box, "inline-flex select-none items-center justify-center bg-primary/10 font-medium text-primary")}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .replace(/@.*$/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("") || "?";
}
