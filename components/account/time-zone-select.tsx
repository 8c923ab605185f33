"use client";

import { useEffect } from "react";
import { NativeSelect } from "@/components/ui/native-select";

interface TimeZoneSelectProps {
  timeZones: readonly string[];
  value: string;
  onChange: (timeZone: string) => void;
  /** Starts with the zone of this device. */
  guess?: boolean;
  disabled?: boolean;
}

export function TimeZoneSelect({ timeZones, value, onChange, guess, disabled }: TimeZoneSelectProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: guessed once, before the person chooses
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (guess && timeZones.includes(own)) onChange(own);
  }, []);
  const all = timeZones.includes(value) ? timeZones : [value, ...timeZones];
  return (
    <NativeSelect name="timeZone" value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
      {all.map((name) => (
        <option key={name} value={name}>
          {name.replaceAll("_", " ")}
        </option>
      ))}
    </NativeSelect>
  );
}
