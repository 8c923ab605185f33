"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { NativeSelect } from "@/components/ui/native-select";
import { type Role, roles } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { roleLabels } from "@/lib/workspaces/choices.shared";

interface RoleSelectProps {
  value: Role;
  onChange: (role: Role) => void;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
}

/** Roles the current user may give: only owners make owners. */
export function RoleSelect({ value, onChange, ...props }: RoleSelectProps) {
  const { role: own } = useWorkspace();
  const choices = roles.filter((role) => role !== "owner" || own === "owner" || value === "owner");
  return (
    <NativeSelect
      name="role"
      value={value}
      onChange={(event) => {
        const chosen = roles.find((role) => role === event.target.value);
        if (chosen) onChange(chosen);
      }}
      choices={choices.map((role) => [role, t(roleLabels[role])] as const)}
      {...props}
    />
  );
}
