"use client";

import { useEffect, useState } from "react";
import { msg, t } from "@/lib/language/t";
import type { FieldType } from "@/lib/people/fields/field-types.shared";

export interface ColumnChoice {
  id: string;
  label: string;
  /** Of the custom field that it shows. */
  type?: FieldType;
}

const fixed = [
  { id: "lists", label: msg("Lists") },
  { id: "tags", label: msg("Tags") },
  { id: "activity", label: msg("Last activity") },
  { id: "created", label: msg("Added") },
];

export const fixedColumns = (): ColumnChoice[] => fixed.map(({ id, label }) => ({ id, label: t(label) }));

const shownAtFirst = fixed.map(({ id }) => id);

/** The columns a person chose for this workspace, kept in the browser. */
export function useShownColumns(slug: string): [shown: readonly string[], toggle: (id: string) => void] {
  const [shown, setShown] = useState<readonly string[]>(shownAtFirst);
  useEffect(() => {
    const read = () => {
      const stored = storedColumns(slug);
      if (stored) setShown(stored);
    };
    read();
    window.addEventListener(CHANGED, read);
    return () => window.removeEventListener(CHANGED, read);
  }, [slug]);
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id];
    showColumns(slug, next);
  };
  return [shown, toggle];
}

const CHANGED = "homing.contact-columns";
const keyOf = (slug: string) => `${CHANGED}.${slug}`;

/** Puts these columns in the place of the chosen ones, also where a table is open. */
export function showColumns(slug: string, columns: readonly string[]): void {
  localStorage.setItem(keyOf(slug), JSON.stringify(columns));
  window.dispatchEvent(new Event(CHANGED));
}

/** What was chosen; null until somebody chooses. */
export function storedColumns(slug: string): string[] | null {
  const stored: unknown = JSON.parse(localStorage.getItem(keyOf(slug)) ?? "null");
  return Array.isArray(stored) ? stored.map(String) : null;
}
