"use client";

import { Slot } from "radix-ui";
import {
  type ComponentProps,
  type Context,
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { whenIdle } from "./when-idle";

interface Opening<Parts> {
  /** Null until it was opened for the first time. */
  parts: Parts | null;
  /** Whether the keyboard opened it before the parts could see that. */
  byKey: { current: boolean };
  ask(byKey: boolean): void;
}

/** One kind of what opens, and how its parts are fetched. */
export interface LazyKind<Parts> {
  popup: "menu" | "dialog";
  Opening: Context<Opening<Parts>>;
  load(): Promise<Parts>;
}

/** What opens: its parts once they are there, and how a trigger asks for them. */
export interface RootProps {
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?(open: boolean): void;
  children?: ReactNode;
}

export type TriggerProps = ComponentProps<"button"> & { asChild?: boolean };

/**
 * The parts of a menu, popover or dialog, which come after the first view: it needs none of them. They are fetched when the browser is
 * idle, or earlier at a glance (mouse, focus) at a trigger, so that opening does not wait. Until one is opened its trigger is a plain button.
 */
export function lazyKind<Parts extends object>(
  popup: "menu" | "dialog",
  fetchParts: () => Promise<Parts>,
): LazyKind<Parts> {
  let loading: Promise<Parts> | undefined;
  const load = () => {
    loading ??= fetchParts().catch((error: unknown) => {
      // The connection failed: the next click tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return { popup, load, Opening: createContext<Opening<Parts>>(closed) };
}

const closed = { parts: null, byKey: { current: false }, ask: () => undefined };

/** The parts, for whoever draws with them; null until they are there. */
export const useParts = <Parts,>({ Opening }: LazyKind<Parts>): Parts | null => useContext(Opening).parts;

type LazyRootProps<Parts> = RootProps & {
  kind: LazyKind<Parts>;
  draw(parts: Parts, props: RootProps): ReactNode;
};

/** Draws `children` alone until it is opened, then inside what `draw` makes of them. */
export function LazyRoot<Parts extends object>({ kind, draw, ...props }: LazyRootProps<Parts>) {
  const { open, onOpenChange, defaultOpen = false, children } = props;
  const [parts, setParts] = useState<Parts | null>(null);
  const [asked, setAsked] = useState(defaultOpen);
  const wanted = open ?? asked;
  const change = (next: boolean) => {
    setAsked(next);
    onOpenChange?.(next);
  };
  const byKey = useRef(false);
  const giveUp = useRef<() => void>(undefined);
  giveUp.current = () => change(false);
  useEffect(() => whenIdle(() => void kind.load().catch(() => undefined)), [kind]);
  useEffect(() => {
    if (!wanted || parts) return;
    kind.load().then(
      (loaded) => setParts(() => loaded),
      () => giveUp.current?.(),
    );
  }, [kind, wanted, parts]);
  const drawn = parts ? draw(parts, { open: wanted, onOpenChange: change, children }) : children;
  const ask = (key: boolean) => {
    byKey.current = key;
    change(true);
  };
  return <kind.Opening value={{ parts, byKey, ask }}>{drawn}</kind.Opening>;
}

/** The trigger as a plain button, until the parts bring their own. */
export function PlainTrigger<Parts>({ kind, ...props }: TriggerProps & { kind: LazyKind<Parts> }) {
  const { asChild, onClick, onKeyDown, ...rest } = props;
  const { ask } = useContext(kind.Opening);
  const Tag = asChild ? Slot.Root : "button";
  const glance = () => void kind.load().catch(() => undefined);
  return (
    <Tag
      type="button"
      aria-haspopup={kind.popup}
      aria-expanded={false}
      data-state="closed"
      onPointerEnter={glance}
      onFocus={glance}
      {...rest}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        onClick?.(event);
        // A click without a button of the mouse is a key.
        if (!event.defaultPrevented) ask(event.detail === 0);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
        onKeyDown?.(event);
        if (kind.popup !== "menu" || event.key !== "ArrowDown" || event.defaultPrevented) return;
        event.preventDefault();
        ask(true);
      }}
    />
  );
}

interface FocusFirstProps<Parts> {
  kind: LazyKind<Parts>;
  content: RefObject<HTMLElement | null>;
}

/** In a menu that a key opened before its parts were there: begins at the first entry, as the parts do it from then on. */
export function FocusFirst<Parts>({ kind, content }: FocusFirstProps<Parts>) {
  const { byKey } = useContext(kind.Opening);
  useEffect(() => {
    const first = content.current?.querySelector<HTMLElement>("[role^='menuitem']:not([data-disabled])");
    if (byKey.current) first?.focus();
    byKey.current = false;
  }, [byKey, content]);
  return null;
}
