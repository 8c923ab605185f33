"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field-error";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { isReading, type ScopeGroup, scopeGroups } from "@/lib/edges/api-keys/scopes.shared";

interface Props {
  mode: KeyMode;
  value: readonly Permission[];
  error: string | undefined;
  onChange: (scopes: Permission[]) => void;
}

/** What a key may do: the rows of the permission table that its maker has, in groups. */
export function ScopeFields({ mode, value, error, onChange }: Props) {
  const { can } = useWorkspace();
  const groups = scopeGroups(mode, can);
  const all = groups.flatMap(({ scopes }) => scopes.map(({ scope }) => scope));
  const chosen = new Set(value.filter((scope) => all.includes(scope)));
  const toggle = (scope: Permission, on: boolean) =>
    onChange(all.filter((each) => (each === scope ? on : chosen.has(each))));
  return (
    <fieldset className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <legend className="contents font-medium text-sm">Scopes</legend>
        <div className="flex gap-1">
          <Preset label="Only read" onClick={() => onChange(all.filter(isReading))} />
          <Preset label="All" onClick={() => onChange(all)} />
          <Preset label="None" onClick={() => onChange([])} />
        </div>
      </div>
      <FieldError message={error} />
      <div className="grid max-h-72 gap-x-6 gap-y-4 overflow-y-auto rounded-lg border p-4 sm:grid-cols-2">
        {groups.map((group) => (
          <Group key={group.label} group={group} chosen={chosen} toggle={toggle} />
        ))}
      </div>
    </fieldset>
  );
}

function Preset({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button type="button" variant="ghost" size="sm" onClick={onClick}>
      {label}
    </Button>
  );
}

interface GroupProps {
  group: ScopeGroup;
  chosen: ReadonlySet<Permission>;
  toggle: (scope: Permission, on: boolean) => void;
}

function Group({ group, chosen, toggle }: GroupProps) {
  return (
    <div className="grid content-start gap-2">
      <p className="text-muted-foreground text-xs">{group.label}</p>
      {group.scopes.map(({ scope, label }) => (
        <CheckboxField
          key={scope}
          label={
            <>
              <span className="sr-only">{group.label}: </span>
              {label}
            </>
          }
          checked={chosen.has(scope)}
          onCheckedChange={(on) => toggle(scope, on === true)}
        />
      ))}
    </div>
  );
}
