import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/language/t";
import { slugify } from "@/lib/workspaces/slug.shared";

interface SlugFieldProps {
  /** Of the workspace, as far as it is typed. */
  name: string;
  value: string;
  error: string | undefined;
  onChange: (slug: string) => void;
}

/** The workspace's address: proposed from its name, and anybody's to choose before links to it are out. */
export function SlugField({ name, value, error, onChange }: SlugFieldProps) {
  return (
    <Field
      label={t("Address in the browser")}
      error={error}
      help={t("It can be changed later; links with the former one go on leading to the workspace.")}
    >
      <Input
        name="slug"
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        placeholder={slugify(name) || t("made from the name")}
        defaultValue={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
