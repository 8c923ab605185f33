"use client";

import { useEffect, useState } from "react";
import { useFormat } from "./workspace-provider";

/** A moment in the workspace's time zone; the tooltip names the zone. */
export function DateTime({ value, dateOnly }: { value: Date | string; dateOnly?: boolean }) {
  const format = useFormat();
  const iso = new Date(value).toISOString();
  return (
    <time dateTime={iso} title={format.dateTimeZone(iso)} className="whitespace-nowrap tabular-nums">
      {dateOnly ? format.date(iso) : format.dateTime(iso)}
    </time>
  );
}

/** "3 hours ago", kept true while the page is open; the tooltip has the exact moment. */
export function RelativeTime({ value }: { value: Date | string }) {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const iso = new Date(value).toISOString();
  return (
    <time dateTime={iso} title={format.dateTimeZone(iso)} className="whitespace-nowrap" suppressHydrationWarning>
      {format.relative(iso, now)}
    </time>
  );
}
