import { viewParams } from "@/lib/people/views/view-params.shared";

/** What of the address of the table a view keeps, always in the same order. */
export function searchOfView(search: string): string {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const param of viewParams) {
    const value = given.get(param);
    if (value) kept.set(param, value);
  }
  return kept.toString();
}

/** Whether a table shows what the view has. */
export function isSameView(view: string, search: string): boolean {
  return searchOfView(view) === searchOfView(search);
}
