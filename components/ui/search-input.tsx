"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { t } from "@/lib/language/t";
import { cn } from "./cn";
import { Input } from "./input";

export interface SearchInputProps {
  /** The search that is in force (from the URL, say). */
  value: string;
  /** Called when typing has paused for `delayMs`, and at once on Enter or when cleared. */
  onSearch: (value: string) => void;
  /** Names the field: "Search contacts". */
  label: string;
  placeholder?: string;
  delayMs?: number;
  className?: string;
}

/** A search field that waits until typing pauses. */
export function SearchInput({ value, onSearch, label, placeholder, delayMs = 300, className }: SearchInputProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(next: string, wait: number) {
    setText(next);
    clearTimeout(timer.current);
    if (wait === 0) onSearch(next.trim());
    else timer.current = setTimeout(() => onSearch(next.trim()), wait);
  }

  return (
    <div className={cn("relative w-full sm:w-72", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        className="ps-9 pe-8 [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => change(event.target.value, delayMs)}
        onKeyDown={(event) => {
          if (event.key === "Enter") change(text, 0);
          if (event.key === "Escape" && text) change("", 0);
        }}
      />
      {text ? (
        <button
          type="button"
          aria-label={t("Clear search")}
          onClick={() => change("", 0)}
          className="absolute end-2 top-1/2 -translate-y-1/2 rounded-sm p-1 text-muted-foreground hover:text-foreground"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
