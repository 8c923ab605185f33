"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "./input";

interface NumberInputProps extends Omit<ComponentProps<typeof Input>, "type" | "value" | "onChange" | "onBlur"> {
  value: number;
  min?: number;
  max?: number;
  /** With decimals too; else whole numbers only. */
  step?: "any";
  onValue: (value: number) => void;
}

/**
 * A number. What is typed stays as it is while it is none, or none within the bounds, as when the field is empty for a moment; left so, the
 * number before stands.
 */
export function NumberInput({ value, onValue, ...props }: NumberInputProps) {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const fits = (number: number) =>
    number >= min && number <= max && (step === "any" ? Number.isFinite(number) : Number.isInteger(number));
  return (
    <Input
      {...props}
      type="number"
      value={typed ?? value}
      onChange={({ target }) => {
        setTyped(target.value);
        if (target.value !== "" && fits(Number(target.value))) onValue(Number(target.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
