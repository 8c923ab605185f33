"use client";

import { useEffect, useState } from "react";
import { t } from "@/lib/language/t";

/** About as many letters as stand in a line of the field; where the browser cannot fit a field to its text, it has a second one from there on. */
const lineLength = 48;

/** The name as a heading that can be written in, on two lines when it is long and on more while it is written. An empty name goes back to the last one. */
export function CampaignName({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const [text, setText] = useState(name);
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);
  return (
    <h1 className="relative min-h-7 min-w-0 flex-1">
      <textarea
        aria-label={t("Campaign name")}
        value={text}
        disabled={!awake}
        maxLength={120}
        rows={text.length > lineLength ? 2 : 1}
        title={text}
        className="field-sizing-content block max-h-11 w-full resize-none rounded-md border border-transparent bg-transparent px-2 py-0.5 font-semibold text-sm leading-5 tracking-tight hover:border-input focus:absolute focus:inset-x-0 focus:top-1/2 focus:z-10 focus:max-h-none focus:-translate-y-1/2 focus:border-ring focus:bg-background focus:shadow-md"
        onChange={(event) => {
          const written = event.target.value.replace(/\s*\n\s*/g, " ");
          setText(written);
          if (written.trim()) onChange(written.trim());
        }}
        onBlur={(event) => {
          event.target.scrollTop = 0;
          setText(text.trim() || name);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </h1>
  );
}
