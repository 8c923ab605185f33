"use client";

import { useSyncExternalStore } from "react";
import { makeFormat } from "@/lib/client/format";
import { wordsLocale } from "@/lib/client/interface-language";

const nothing = () => () => {};

/** A moment in the browser's own time zone: the mailbox belongs to no workspace. Empty until the page is alive. */
export function Moment({ value, short }: { value: string; short?: boolean }) {
  const alive = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  return (
    <time dateTime={value} className="whitespace-nowrap tabular-nums">
      {alive ? inWords(value, short) : null}
    </time>
  );
}

function inWords(value: string, short: boolean | undefined): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const format = makeFormat({ locale: navigator.language, timeZone });
  if (!short) return format.dateTimeZone(value);
  if (format.date(value) === format.date(new Date())) return format.time(value);
  return new Intl.DateTimeFormat(wordsLocale(navigator.language), { timeZone, month: "short", day: "numeric" }).format(
    new Date(value),
  );
}
