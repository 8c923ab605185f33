"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { NamePicker, type NamePickerProps } from "@/components/ui/name-picker";

/** Chooses among the tags there are, and makes new ones by their name. */
export function TagPicker(props: NamePickerProps) {
  const { api, slug } = useWorkspace();
  const load = async (signal: AbortSignal) => {
    const { items } = await api.get<{ items: { name: string }[] }>("/tags", { signal });
    return items.map(({ name }) => name);
  };
  return <NamePicker noun="tag" maxLength={60} known={{ queryKey: ["tag-names", slug], load }} {...props} />;
}
