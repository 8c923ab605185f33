"use client";

import { CopyButton } from "@/components/ui/copy-button";

interface Props {
  /** Where the MCP server answers. */
  url: string;
}

/** How an AI assistant is connected: the address, and what its program is told. The key takes the place of KEY. */
export function AssistantHint({ url }: Props) {
  return (
    <section className="mt-8 grid max-w-3xl gap-3" aria-labelledby="assistants">
      <h2 id="assistants" className="font-semibold text-base">
        AI assistants
      </h2>
      <p className="text-muted-foreground text-sm">
        Claude, Cursor, VS Code and others use this workspace by MCP, with a key of yours in place of KEY. They only
        read, unless the key has the scope <code>assistants.write</code>; and none of them sends a campaign: they ask,
        and a person confirms it here.
      </p>
      {setUps(url).map(({ label, text }) => (
        <div key={label} className="grid gap-1">
          <p className="text-muted-foreground text-xs">{label}</p>
          <div className="flex items-start gap-2 rounded-lg border bg-muted/40 p-3">
            <pre className="min-w-0 flex-1 overflow-x-auto text-xs">
              <code>{text}</code>
            </pre>
            <CopyButton value={text} label={`Copy for ${label}`} />
          </div>
        </div>
      ))}
    </section>
  );
}

const setUps = (url: string) => [
  { label: "Claude Code", text: `claude mcp add --transport http homing ${url} --header "Authorization: Bearer KEY"` },
  {
    label: "Cursor (mcp.json) and others",
    text: JSON.stringify({ mcpServers: { homing: { url, headers: { Authorization: "Bearer KEY" } } } }, null, 2),
  },
];
