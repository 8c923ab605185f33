"use client";

/** Suggestions below a text field (`list` of the input names the id). */
export function Choices({ id, of }: { id: string; of: () => readonly [value: string, name: string][] }) {
  return (
    <datalist id={id}>
      {of().map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
