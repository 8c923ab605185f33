"use client";

import { useEffect, useState } from "react";

/** The name as a heading that can be written in. An empty name goes back to the last one. */
export function CampaignName({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const [text, setText] = useState(name);
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);
  return (
    <h1 className="min-w-0 flex-1">
      <input
        aria-label="Campaign name"
        value={text}
        disabled={!awake}
        maxLength={120}
        title={text}
        className="w-full max-w-xl truncate rounded-md border border-transparent bg-transparent px-2 py-0.5 font-semibold text-base tracking-tight hover:border-input focus-visible:border-ring"
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value.trim()) onChange(event.target.value.trim());
        }}
        onBlur={() => setText(text.trim() || name)}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
    </h1>
  );
}
