"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { PresentedTemplate } from "@/lib/content/templates/queries";
import { type VariableType, variableTypes } from "@/lib/content/templates/variable-types.shared";
import type { TemplateVariable } from "@/lib/content/templates/variables";
import { t } from "@/lib/language/t";

interface Props {
  template: PresentedTemplate;
  editable: boolean;
  /** Saves what is being written. */
  flush(): Promise<unknown>;
}

/** What programs need to send this template: a name, the values that they give, and the version that is published. */
export function TemplateForPrograms({ template, editable, flush }: Props) {
  const { api } = useWorkspace();
  const [alias, setAlias] = useState(template.alias ?? "");
  const [variables, setVariables] = useState<TemplateVariable[]>(template.variables);
  const [version, setVersion] = useState(template.publishedVersion);
  const url = `/templates/${template.id}`;
  const publish = useMutation({
    mutationFn: async () => {
      await flush();
      await api.patch(url, { alias: alias.trim() || null, variables });
      return api.put<PresentedTemplate>(`${url}/publication`);
    },
    onSuccess: ({ publishedVersion }) => {
      setVersion(publishedVersion);
      toast.success(t("Version {version} is published.", { version: publishedVersion ?? 0 }));
    },
  });
  const unpublish = useMutation({
    mutationFn: () => api.delete<PresentedTemplate>(`${url}/publication`),
    onSuccess: () => setVersion(null),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <div className="grid max-w-2xl gap-6 rounded-lg border bg-card p-4">
      <p className="text-muted-foreground text-sm">
        {t(
          "Programs send the published version as a single mail, without an unsubscribe link: receipts, sign-in links, notices. You can go on writing; what you write is sent once you publish again.",
        )}
      </p>
      <fieldset disabled={!editable} className="grid gap-6">
        <legend className="sr-only">{t("For programs")}</legend>
        <Field label={t("Alias")} help={t("By which programs name the template, such as order-receipt.")}>
          <Input dir="ltr" value={alias} maxLength={60} onChange={(event) => setAlias(event.target.value)} />
        </Field>
        <Variables variables={variables} onChange={setVariables} />
        {publish.error ? <Alert variant="destructive" title={errorMessage(publish.error)} /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button pending={publish.isPending} onClick={() => publish.mutate()}>
            {version === null ? t("Publish") : t("Publish again")}
          </Button>
          {version === null ? (
            <span className="text-muted-foreground text-sm">{t("Not published: programs cannot send it yet.")}</span>
          ) : (
            <>
              <span className="text-sm">{t("Version {version} is published.", { version })}</span>
              <Button variant="ghost" size="sm" pending={unpublish.isPending} onClick={() => unpublish.mutate()}>
                {t("Take it back")}
              </Button>
            </>
          )}
        </div>
      </fieldset>
      {version === null ? null : <Call templateId={template.id} alias={alias.trim()} variables={variables} />}
    </div>
  );
}

interface VariablesProps {
  variables: readonly TemplateVariable[];
  onChange(variables: TemplateVariable[]): void;
}

/** Lines of name, type and fallback. */
function Variables({ variables, onChange }: VariablesProps) {
  const set = (at: number, changes: Partial<TemplateVariable>) =>
    onChange(variables.map((each, index) => (index === at ? { ...each, ...changes } : each)));
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <h3 className="font-medium text-sm">{t("Variables")}</h3>
        <p className="text-muted-foreground text-sm">
          {t("Values that programs give, written as {example}. One without a fallback has to be given.", {
            example: "{{ data.name }}",
          })}
        </p>
      </div>
      {variables.map((variable, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place; its name is being typed
          key={at}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 sm:grid-cols-[minmax(0,1fr)_7rem_minmax(0,1fr)_auto]"
        >
          <Input
            aria-label={t("Name of variable {number}", { number: at + 1 })}
            placeholder={t("name", undefined, "of a variable")}
            dir="ltr"
            value={variable.key}
            maxLength={50}
            onChange={(event) => set(at, { key: event.target.value.trim() })}
          />
          <NativeSelect
            aria-label={t("Type of variable {number}", { number: at + 1 })}
            value={variable.type}
            onChange={(event) => set(at, { type: event.target.value as VariableType, fallback: null })}
          >
            {variableTypes.map((type) => (
              <option key={type} value={type}>
                {type}
              </option>
            ))}
          </NativeSelect>
          <Fallback at={at} variable={variable} onChange={(fallback) => set(at, { fallback })} />
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("Remove variable {number}", { number: at + 1 })}
            onClick={() => onChange(variables.filter((_, index) => index !== at))}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <Button
        variant="outline"
        size="sm"
        className="justify-self-start"
        disabled={variables.length >= 50}
        onClick={() => onChange([...variables, { key: "", type: "string", fallback: null }])}
      >
        <Plus aria-hidden className="size-4" />
        {t("Add a variable")}
      </Button>
    </div>
  );
}

interface FallbackProps {
  at: number;
  variable: TemplateVariable;
  onChange(fallback: TemplateVariable["fallback"]): void;
}

/** In place of a value that no program gives; lists and objects have none. */
function Fallback({ at, variable: { type, fallback }, onChange }: FallbackProps) {
  const label = t("Fallback of variable {number}", { number: at + 1 });
  if (type === "boolean")
    return (
      <NativeSelect
        aria-label={label}
        value={fallback === null ? "" : String(fallback)}
        onChange={({ target }) => onChange(target.value === "" ? null : target.value === "true")}
      >
        <option value="">{t("no fallback")}</option>
        <option value="true">{String(true)}</option>
        <option value="false">{String(false)}</option>
      </NativeSelect>
    );
  return (
    <Input
      aria-label={label}
      placeholder={type === "list" || type === "object" ? "–" : t("no fallback")}
      disabled={type === "list" || type === "object"}
      type={type === "number" ? "number" : "text"}
      step="any"
      value={fallback === null ? "" : String(fallback)}
      onChange={({ target }) =>
        onChange(target.value === "" ? null : type === "number" ? Number(target.value) : target.value)
      }
    />
  );
}

const samples: Readonly<Record<VariableType, unknown>> = {
  string: "…",
  number: 1,
  boolean: true,
  list: [],
  object: {},
};

/** A call that works as it stands, but for the key and the address. */
function Call({
  templateId,
  alias,
  variables,
}: {
  templateId: string;
  alias: string;
  variables: readonly TemplateVariable[];
}) {
  const values = Object.fromEntries(variables.map(({ key, type, fallback }) => [key, fallback ?? samples[type]]));
  const body = { to: "ada@example.com", template: { ...(alias ? { alias } : { id: templateId }), variables: values } };
  const call = `curl "$HOMING_URL/api/v1/emails" -H "Authorization: Bearer $HOMING_API_KEY" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $ORDER_ID" -d '${JSON.stringify(body)}'`;
  return (
    <div className="grid gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-sm">{t("A call that sends it")}</h3>
        <CopyButton value={call} label={t("Copy the call")} />
      </div>
      <pre className="overflow-x-auto rounded-md bg-muted p-3 text-xs" dir="ltr">
        {call}
      </pre>
    </div>
  );
}
