"use client";

import { useEffect, useState } from "react";
import type { FieldType } from "@/lib/people/fields/field-types.shared";

export interface ColumnChoice {
  id: string;
  label: string;
  /** Of the custom field that it shows. */
  type?: FieldType;
}

export const fixedColumns: readonly ColumnChoice[] = [
  { id: "lists", label: "Lists" },
  { id: "tags", label: "Tags" },
  { id: "activity", label: "Last activity" },
  { id: "created", label: "Added" },
];

const shownAtFirst = fixedColumns.map(({ id }) => id);

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
