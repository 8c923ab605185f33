import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** A small turning circle; decorative, so say what is going on in words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
