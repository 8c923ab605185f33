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
  const key = `homing.contact-columns.${slug}`;
  const [shown, setShown] = useState<readonly string[]>(shownAtFirst);
  useEffect(() => {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (Array.isArray(stored)) setShown(stored.map(String));
  }, [key]);
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id];
    setShown(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return [shown, toggle];
}
