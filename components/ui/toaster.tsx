"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import type { toast as sonnerToast } from "sonner";
import { whenIdle } from "./when-idle";

type Sonner = typeof sonnerToast;
type Kind = "success" | "error" | "warning" | "info" | "loading";
type Options = Parameters<Sonner["success"]>[1];

// No first view shows a message: what draws them comes after it, early enough to say that the connection is gone.
const Toasts = dynamic(() => import("./toasts").then((module) => module.Toasts), { ssr: false });

const waiting: ((sonner: Sonner) => void)[] = [];
let sonner: Sonner | null = null;
let demand: (() => void) | null = null;
let count = 0;

function say(kind: Kind, message: ReactNode, options: Options): string | number {
  count += 1;
  const id = options?.id ?? `toast-${count}`;
  const show = (ready: Sonner) => ready[kind](message, { ...options, id });
  if (sonner) show(sonner);
  else {
    waiting.push(show);
    demand?.();
  }
  return id;
}

const sayer = (kind: Kind) => (message: ReactNode, options?: Options) => say(kind, message, options);

/** `toast.success("List created")` and its kin; each returns an id, with which a later one takes its place. */
export const toast = {
  success: sayer("success"),
  error: sayer("error"),
  warning: sayer("warning"),
  info: sayer("info"),
  loading: sayer("loading"),
};

/** Where messages appear. One in the root layout. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    demand = () => setWanted(true);
    if (waiting.length > 0) setWanted(true);
    const callOff = whenIdle(() => setWanted(true));
    return () => {
      callOff();
      demand = null;
      sonner = null;
    };
  }, []);
  if (!wanted) return null;
  return (
    <Toasts
      onReady={(ready) => {
        sonner = ready;
        for (const show of waiting.splice(0)) show(ready);
      }}
    />
  );
}
