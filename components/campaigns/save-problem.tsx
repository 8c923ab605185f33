"use client";

import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";
import type { DraftEditor } from "./use-draft";

/** What went wrong with saving, what was kept, and what can be done. */
export function SaveProblem({ editor }: { editor: DraftEditor }) {
  if (editor.state !== "conflict" && editor.state !== "failed") return null;
  return (
    <div id="save-problem" className="scroll-mt-[calc(var(--page-bar)+1rem)]">
      <Problem editor={editor} />
    </div>
  );
}

function Problem({ editor }: { editor: DraftEditor }) {
  if (editor.state === "conflict") {
    return (
      <Alert variant="warning" title={t("This campaign was changed in another window")}>
        <AlertDescription>
          {t(
            "What you wrote here is kept. Keep it and write over the other window's version, or show that one instead.",
          )}
        </AlertDescription>
        <div className="flex flex-wrap gap-2 pt-1">
          <Button size="sm" onClick={() => void editor.keepMine()}>
            {t("Keep mine")}
          </Button>
          <Button size="sm" variant="outline" onClick={() => void editor.takeTheirs()}>
            {t("Show the other version")}
          </Button>
        </div>
      </Alert>
    );
  }
  return (
    <Alert variant="destructive" title={t("Your last changes are not saved yet")}>
      <AlertDescription>
        {t("{problem} They are kept in this browser.", { problem: editor.problem ?? "" })}
      </AlertDescription>
      <Button size="sm" variant="outline" className="w-fit" onClick={() => void editor.flush()}>
        {t("Try again")}
      </Button>
    </Alert>
  );
}
