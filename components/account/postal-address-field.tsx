import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/language/t";

interface PostalAddressFieldProps {
  value: string;
  error: string | undefined;
  onChange: (address: string) => void;
}

/** Asked for when a workspace is made: no campaign leaves without one, and nobody should learn that at the last step. */
export function PostalAddressField({ value, error, onChange }: PostalAddressFieldProps) {
  return (
    <Field
      label={t("Postal address")}
      error={error}
      help={t(
        "Stands at the foot of every campaign; in many countries the law asks for it. It can follow later, before the first campaign.",
      )}
    >
      <Textarea
        name="postalAddress"
        rows={3}
        autoComplete="street-address"
        placeholder={t("Company, street, postcode and city, country")}
        defaultValue={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
