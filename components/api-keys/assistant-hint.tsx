"use client";

import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { t } from "@/lib/language/t";

interface Props {
  /** Where the MCP server answers. */
  url: string;
}

/** How an AI assistant is connected: the address, and what its program is told. The key takes the place of KEY. */
export function AssistantHint({ url }: Props) {
  return (
    <Card className="mt-6">
      <CardHeader>
        <CardTitle>{t("Connect an AI assistant")}</CardTitle>
        <CardDescription>
          {t(
            "Claude, Cursor, VS Code and others use this workspace by MCP, with a key of yours in place of KEY. They only read, unless the key has the scope assistants.write. None of them sends a campaign: they ask, and a person confirms it here.",
          )}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {setUps(url).map(({ label, text }) => (
          <div key={label} className="grid gap-1.5">
            <p className="text-muted-foreground text-sm">{label}</p>
            <div className="flex items-start gap-2 rounded-lg border bg-muted/40 p-3">
              <pre className="min-w-0 flex-1 whitespace-pre-wrap break-words text-xs" dir="ltr">
                <code>{text}</code>
              </pre>
              <CopyButton value={text} label={t("Copy for {label}", { label })} />
            </div>
          </div>
        ))}
      </CardContent>
    </Card>
  );
}

const header = "Authorization: Bearer KEY";

const setUps = (url: string) => [
  {
    label: "Claude Code",
    text: `claude mcp add --transport http homing ${url} --header "${header}"`,
  },
  {
    label: t("Cursor (mcp.json) and others"),
    text: JSON.stringify({ mcpServers: { homing: { url, headers: { Authorization: "Bearer KEY" } } } }, null, 2),
  },
];
