import { isRoleAccount } from "@/lib/base/addresses/role-account";
import type { ContactMark } from "@/lib/base/db/generated/client";
import type { AddressMark } from "./marks.shared";

/** A mark as screens and programs see it. */
export interface ContactMarkView {
  mark: AddressMark;
  /** Of a misspelt domain the one that was probably meant; else null. */
  suggestion: string | null;
}

/** The marks of an address as they are stored; that it is one of a function is seen at once. */
export function presentMarks(email: string, stored: readonly ContactMark[]): ContactMarkView[] {
  const marks = stored.map(({ mark, detail }) => ({ mark, suggestion: detail || null }));
  const isNew = isRoleAccount(email) && !marks.some(({ mark }) => mark === "role");
  return isNew ? [{ mark: "role", suggestion: null }, ...marks] : marks;
}
