"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { ApiError, errorMessage } from "@/lib/client/api";
import { type DraftChanges, forgetBackup, keepBackup, readBackup } from "./draft-backup";
import { holds } from "./draft-comparison";

/** `conflict`: saved elsewhere meanwhile. `failed`: will be tried again; nothing is lost. */
export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

export interface DraftEditor {
  draft: CampaignDraft;
  /** Changes when the document was replaced from outside, so that an editor which owns its document starts anew. */
  documentKey: number;
  state: SaveState;
  /** What is wrong with saving, in words. */
  problem: string | null;
  change(changes: DraftChanges): void;
  /** Saves what is not saved yet; true when everything is stored. */
  flush(): Promise<boolean>;
  /** After a conflict: writes these words over the other window's. */
  keepMine(): Promise<void>;
  /** After a conflict: shows what the other window saved. */
  takeTheirs(): Promise<void>;
}

const pauseMs = 800;
const retryMs = 5000;

/**
 * The draft being edited, saved by itself when typing pauses. What is not saved yet is kept in this browser too, so a
 * reload, a crash or a lost connection costs nothing.
 */
export function useDraft(initial: CampaignDraft): DraftEditor {
  const api = useWorkspaceApi();
  const [draft, setDraft] = useState(initial);
  const [documentKey, setDocumentKey] = useState(0);
  const [state, setState] = useState<SaveState>("saved");
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(initial.version);
  const pending = useRef<DraftChanges>({});
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const url = `/campaigns/${initial.id}`;

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) {
      await running.current;
      return save();
    }
    if (Object.keys(pending.current).length === 0) return true;
    const changes = pending.current;
    pending.current = {};
    setState("saving");
    const settle = () => {
      setProblem(null);
      const more = Object.keys(pending.current).length > 0;
      if (more) keepBackup(initial.id, version.current, pending.current);
      else forgetBackup(initial.id);
      setState(more ? "unsaved" : "saved");
      return true;
    };
    running.current = api
      .patch<Pick<CampaignDraft, "version" | "written">>(url, { ...changes, version: version.current })
      .then((saved) => {
        version.current = saved.version;
        setDraft((before) => ({ ...before, written: saved.written }));
        return settle();
      })
      .catch(async (error: unknown) => {
        const isConflict = error instanceof ApiError && error.code === "conflict";
        const theirs = isConflict ? await api.get<CampaignDraft>(url).catch(() => null) : null;
        if (theirs && holds(theirs, changes)) {
          // Our own save had arrived and only its answer was lost.
          version.current = theirs.version;
          return settle();
        }
        pending.current = { ...changes, ...pending.current };
        setProblem(errorMessage(error));
        // The session ended: nothing of it stays in this browser.
        if (error instanceof ApiError && error.code === "unauthenticated") forgetBackup(initial.id);
        setState(isConflict ? "conflict" : "failed");
        const mayHelp = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
        if (mayHelp) timer.current = setTimeout(() => void save(), retryMs);
        return false;
      })
      .finally(() => {
        running.current = null;
      });
    return running.current;
  }, [api, initial.id, url]);

  const change = useCallback(
    (changes: DraftChanges) => {
      setDraft((before) => ({ ...before, ...changes }));
      pending.current = { ...pending.current, ...changes };
      keepBackup(initial.id, version.current, pending.current);
      setState((before) => (before === "conflict" ? before : "unsaved"));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pauseMs);
    },
    [initial.id, save],
  );

  const takeTheirs = useCallback(async () => {
    const theirs = await api.get<CampaignDraft>(url);
    pending.current = {};
    version.current = theirs.version;
    forgetBackup(initial.id);
    setDraft(theirs);
    setDocumentKey((key) => key + 1);
    setProblem(null);
    setState("saved");
  }, [api, initial.id, url]);

  const keepMine = useCallback(async () => {
    const theirs = await api.get<CampaignDraft>(url);
    version.current = theirs.version;
    setDraft({ ...theirs, ...pending.current });
    await save();
  }, [api, url, save]);

  useEffect(() => {
    const backup = readBackup(initial.id);
    if (!backup) return;
    pending.current = backup.changes;
    setDraft((before) => ({ ...before, ...backup.changes }));
    setDocumentKey((key) => key + 1);
    version.current = backup.version;
    void save();
  }, [initial.id, save]);

  useLeaveGuard(state, save);
  return { draft, documentKey, state, problem, change, flush: save, keepMine, takeTheirs };
}

/** Saves when the page is hidden and asks before a page with unsaved words is closed. */
function useLeaveGuard(state: SaveState, save: () => Promise<boolean>): void {
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && void save();
    const leaving = (event: BeforeUnloadEvent) => state !== "saved" && event.preventDefault();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("beforeunload", leaving);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("beforeunload", leaving);
    };
  }, [state, save]);
  useEffect(() => () => void save(), [save]);
}
