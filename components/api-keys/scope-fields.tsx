"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { CheckboxField } from "@/components/ui/checkbox";
import { CheckboxSet } from "@/components/ui/checkbox-set";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { askedByName, isReading, type ScopeGroup, scopeGroups } from "@/lib/edges/api-keys/scopes.shared";
import { t } from "@/lib/language/t";

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
    <CheckboxSet
      legend={t("Scopes")}
      presets={[
        [t("Only read"), () => onChange(all.filter(isReading))],
        [t("All", undefined, "scopes"), () => onChange(all.filter((scope) => !askedByName.has(scope)))],
        [t("None", undefined, "scopes"), () => onChange([])],
      ]}
      error={error}
      className="max-h-72 gap-x-6 gap-y-4 sm:grid-cols-2"
    >
      {groups.map((group) => (
        <Group key={group.about} group={group} chosen={chosen} toggle={toggle} />
      ))}
    </CheckboxSet>
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
      <p className="text-muted-foreground text-xs">{t(group.label)}</p>
      {group.scopes.map(({ scope, label }) => (
        <CheckboxField
          key={scope}
          label={
            <>
              <span className="sr-only">{t(group.label)}: </span>
              {t(label)}
            </>
          }
          checked={chosen.has(scope)}
          onCheckedChange={(on) => toggle(scope, on === true)}
        />
      ))}
    </div>
  );
}
