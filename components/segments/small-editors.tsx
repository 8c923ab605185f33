import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { NumberInput } from "@/components/ui/number-input";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

interface TextProps {
  label: string;
  value: string;
  type?: string;
  onChange: (value: string) => void;
}

/** Something that is typed. */
export function TextValue({ label, value, type = "text", onChange }: TextProps) {
  return (
    <Input
      aria-label={label}
      type={type}
      className="w-full sm:w-48"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { id: string; name: string }[];
  onChange: (value: string) => void;
}

/** One of some things by name. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      className="w-full sm:w-44"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

interface AmountProps {
  label: string;
  value: number;
  least?: number;
  most: number;
  onChange: (value: number) => void;
}

/** A whole number between two. */
export function Amount({ label, value, least = 1, most, onChange }: AmountProps) {
  return <NumberInput min={least} max={most} aria-label={label} className="w-20" value={value} onValue={onChange} />;
}

const MAX_DAYS = 3650;

/** So many days. */
export function Days({
  days,
  least = 1,
  most = MAX_DAYS,
  onChange,
}: {
  days: number;
  least?: number;
  most?: number;
  onChange: (days: number) => void;
}) {
  return (
    <span className="flex items-center gap-2 text-sm">
      {rich("<amount></amount> {count, plural, one {day} other {days}}", {
        count: days,
        amount: () => <Amount label={t("Days")} value={days} least={least} most={most} onChange={onChange} />,
      })}
    </span>
  );
}

/** In the last so many days, or whenever it was (null). */
export function Since({ days, onChange }: { days: number | null; onChange: (days: number | null) => void }) {
  return (
    <span className="flex items-center gap-2 text-sm">
      <NativeSelect
        aria-label={t("Since when")}
        className="w-32"
        value={days === null ? "ever" : "days"}
        onChange={(event) => onChange(event.target.value === "ever" ? null : 30)}
      >
        <option value="days">{t("in the last", undefined, "so many days")}</option>
        <option value="ever">{t("ever", undefined, "whenever it was")}</option>
      </NativeSelect>
      {days === null ? null : <Days days={days} onChange={onChange} />}
    </span>
  );
}

/** How often at least. */
export function Times({ times, most, onChange }: { times: number; most: number; onChange: (times: number) => void }) {
  return (
    <span className="flex items-center gap-2 text-sm">
      {rich("at least <amount></amount> {times, plural, one {time} other {times}}", {
        times,
        amount: () => <Amount label={t("How often")} value={times} most={most} onChange={onChange} />,
      })}
    </span>
  );
}
