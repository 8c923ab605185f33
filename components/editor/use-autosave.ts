"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { errorMessage } from "@/lib/client/api";

export type SaveState = { status: "saved" | "saving" | "waiting" } | { status: "failed"; message: string };

const pauseMs = 800;

/**
 * Saves changes a moment after the last one, one request at a time, later values over earlier ones. What could not be
 * saved stays and goes along with the next try; leaving the page with unsaved changes asks first.
 */
export function useAutosave<T extends object>(save: (changes: Partial<T>) => Promise<unknown>) {
  const [state, setState] = useState<SaveState>({ status: "saved" });
  const saver = useRef(save);
  saver.current = save;
  const work = useRef<{ changes: Partial<T>; running: boolean; timer?: ReturnType<typeof setTimeout> }>({
    changes: {},
    running: false,
  });

  const flush = useCallback(async () => {
    const own = work.current;
    clearTimeout(own.timer);
    if (own.running || Object.keys(own.changes).length === 0) return;
    const sent = own.changes;
    own.changes = {};
    own.running = true;
    setState({ status: "saving" });
    try {
      await saver.current(sent);
      setState({ status: Object.keys(own.changes).length > 0 ? "waiting" : "saved" });
    } catch (error) {
      own.changes = { ...sent, ...own.changes };
      setState({ status: "failed", message: errorMessage(error) });
      own.running = false;
      return;
    }
    own.running = false;
    if (Object.keys(own.changes).length > 0) void flush();
  }, []);

  const change = useCallback(
    (changes: Partial<T>) => {
      const own = work.current;
      Object.assign(own.changes, changes);
      setState({ status: "waiting" });
      clearTimeout(own.timer);
      own.timer = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const { changes, running } = work.current;
      if (!running && Object.keys(changes).length === 0) return;
      void flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
      void flush();
    };
  }, [flush]);

  return useMemo(() => ({ state, change, flush }), [state, change, flush]);
}
