"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { CheckboxField } from "@/components/ui/checkbox";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { toast } from "@/components/ui/toaster";
import { type FormState, useForm } from "@/lib/client/use-form";
import { currencies } from "@/lib/events/custom/currencies.shared";
import type { GoalItem } from "@/lib/events/goals/goals";
import { t } from "@/lib/language/t";

/** An event that came, with the names of its properties. */
export interface KnownEvent {
  name: string;
  properties: string[];
}

interface Props {
  trigger: ReactNode;
  goal?: GoalItem;
  events: KnownEvent[];
}

/** Makes a goal, or changes one. */
export function GoalDialog({ trigger, goal, events }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <GoalForm {...(goal && { goal })} events={events} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** In place of a currency: the event says which. */
const BY_PROPERTY = "property";
const NONE = "";

interface Values extends Record<string, unknown> {
  name: string;
  eventName: string;
  valueProperty: string;
  /** A code, or one of the two above. */
  currency: string;
  currencyProperty: string;
  isRevenue: boolean;
}

const valuesOf = (goal?: GoalItem): Values => ({
  name: goal?.name ?? "",
  eventName: goal?.eventName ?? "",
  valueProperty: goal?.valueProperty ?? "",
  currency: goal?.currencyProperty ? BY_PROPERTY : (goal?.currency ?? NONE),
  currencyProperty: goal?.currencyProperty ?? "currency",
  isRevenue: goal?.isRevenue ?? false,
});

/** What no longer shows says nothing. */
function bodyOf({ name, eventName, ...values }: Values) {
  const valueProperty = values.valueProperty.trim() || null;
  const currency = valueProperty === null ? NONE : values.currency;
  return {
    ...{ name, eventName, valueProperty },
    currency: currency === BY_PROPERTY || currency === NONE ? null : currency,
    currencyProperty: currency === BY_PROPERTY ? values.currencyProperty : null,
    isRevenue: valueProperty !== null && values.isRevenue,
  };
}

function GoalForm({ goal, events, onDone }: { goal?: GoalItem; events: KnownEvent[]; onDone: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const names = useId();
  const form = useForm<Values, unknown>({
    initial: valuesOf(goal),
    send: (values) => (goal ? api.patch(`/goals/${goal.id}`, bodyOf(values)) : api.post("/goals", bodyOf(values))),
    onDone: () => {
      onDone();
      router.refresh();
      if (!goal) toast.success(t("Goal made. Past events are counted within minutes."));
    },
  });
  const { values, errors, set } = form;
  return (
    <DialogForm
      form={form}
      title={goal ? t("Change {goal}", { goal: goal.name }) : t("New goal")}
      description={
        goal
          ? t("When you change what is counted, all events that are still kept are counted anew.")
          : t("It counts an event by its name, also those that came already.")
      }
      submit={goal ? t("Save") : t("Make goal")}
    >
      <Field label={t("Name")} error={errors.name} required>
        <Input name="name" maxLength={60} value={values.name} onChange={(event) => set("name", event.target.value)} />
      </Field>
      <Field
        label={t("Event")}
        error={errors.eventName}
        help={events.length === 0 ? t("No event has come yet. Connect a program under Settings → Events.") : undefined}
        required
      >
        <Input
          name="eventName"
          list={names}
          autoComplete="off"
          placeholder="Order Completed"
          value={values.eventName}
          onChange={(event) => set("eventName", event.target.value)}
        />
      </Field>
      <datalist id={names}>
        {events.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <WorthFields form={form} properties={events.find(({ name }) => name === values.eventName)?.properties ?? []} />
    </DialogForm>
  );
}

/** What one event is worth, in which money, and whether that is revenue. */
function WorthFields({ form: { values, errors, set }, properties }: { form: FormState<Values>; properties: string[] }) {
  const keys = useId();
  const input = (key: "valueProperty" | "currencyProperty") => ({
    ...{ name: key, list: keys, autoComplete: "off", value: values[key] },
    onChange: (event: { target: { value: string } }) => set(key, event.target.value),
  });
  return (
    <>
      <datalist id={keys}>
        {properties.map((property) => (
          <option key={property} value={property} />
        ))}
      </datalist>
      <Field
        label={t("Property with its value")}
        error={errors.valueProperty}
        help={t("A number, such as the total of an order. Events without one are counted all the same, and said.")}
        optional
      >
        <Input {...input("valueProperty")} placeholder="total" />
      </Field>
      {values.valueProperty.trim() === "" ? null : (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t("Currency")} error={errors.currency}>
              <NativeSelect
                name="currency"
                value={values.currency}
                onChange={(event) => set("currency", event.target.value)}
                choices={[
                  [NONE, t("None: it is not money")],
                  [BY_PROPERTY, t("As the event says")],
                  ...currencies.map((code) => [code, code] as const),
                ]}
              />
            </Field>
            {values.currency === BY_PROPERTY ? (
              <Field label={t("Property with the currency")} error={errors.currencyProperty} required>
                <Input {...input("currencyProperty")} placeholder="currency" />
              </Field>
            ) : null}
          </div>
          <CheckboxField
            label={t("Counts as revenue")}
            description={t("Its values are added up on the dashboard, apart for each currency.")}
            checked={values.isRevenue}
            onCheckedChange={(checked) => set("isRevenue", checked === true)}
          />
        </>
      )}
    </>
  );
}
