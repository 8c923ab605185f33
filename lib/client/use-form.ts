"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ApiError, errorMessage } from "./api";
import { useLeaveGuard } from "./leave-guard";

export interface FormState<Values> {
  values: Values;
  /** Changes one value and takes away what was said against it. */
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void;
  /** Words beside each field. */
  errors: Partial<Record<keyof Values, string>>;
  /** Words for the form as a whole: what no field explains. */
  formError: string | null;
  pending: boolean;
  /** The values differ from those the form began with or last saved. */
  dirty: boolean;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  reset(values?: Values): void;
}

/**
 * State of a small form: values, the server's words per field, and sending. Nothing is lost on an error; the first field
 * that is wrong gets the focus (by its `name`). On a page that people open directly give the fields a `defaultValue` and a
 * `name`: React empties a controlled field in which somebody typed before it listened.
 */
export function useForm<Values extends Record<string, unknown>, Result>(options: {
  initial: Values;
  send: (values: Values) => Promise<Result>;
  onDone?: (result: Result, values: Values) => void;
}): FormState<Values> {
  const [saved, setSaved] = useState(options.initial);
  const [values, setValues] = useState(options.initial);
  const dirty = Object.keys(values).some((key) => values[key] !== saved[key]);
  const guard = useLeaveGuard(dirty);
  const [cleared, setCleared] = useState<ReadonlySet<keyof Values>>(new Set());
  const form = useRef<HTMLFormElement>(null);
  const mutation = useMutation({
    mutationFn: options.send,
    onSuccess: (result, sent) => {
      setSaved(sent);
      guard.release();
      options.onDone?.(result, sent);
    },
    onError: (error) => focusFirst(form.current, error),
  });
  const fields = mutation.error instanceof ApiError ? mutation.error.fields : {};
  const known = Object.keys(fields).filter((name) => name in values);
  const errors: Partial<Record<keyof Values, string>> = {};
  for (const name of known) if (!cleared.has(name)) errors[name as keyof Values] = fields[name];

  return {
    values,
    errors,
    formError: mutation.error && known.length === 0 ? errorMessage(mutation.error) : null,
    pending: mutation.isPending,
    dirty,
    set: (key, value) => {
      setValues((before) => ({ ...before, [key]: value }));
      setCleared((before) => new Set(before).add(key));
    },
    onSubmit: (event) => {
      event.preventDefault();
      event.stopPropagation();
      form.current = event.currentTarget;
      setCleared(new Set());
      const sent = withTyped(values, event.currentTarget);
      setValues(sent);
      if (!mutation.isPending) mutation.mutate(sent);
    },
    reset: (next = options.initial) => {
      setSaved(next);
      setValues(next);
      mutation.reset();
    },
  };
}

/** What stands in the fields: browsers fill some in, and people type, before React listens. */
function withTyped<Values extends Record<string, unknown>>(values: Values, form: HTMLFormElement): Values {
  const typed = [...new FormData(form)].filter(
    ([name, value]) => typeof values[name] === "string" && typeof value === "string",
  );
  return { ...values, ...Object.fromEntries(typed) };
}

function focusFirst(form: HTMLFormElement | null, error: Error): void {
  if (!(error instanceof ApiError) || !form) return;
  const names = new Set(Object.keys(error.fields));
  const first = Array.from(form.elements).find((element) => names.has(element.getAttribute("name") ?? ""));
  if (first instanceof HTMLElement) first.focus();
}
