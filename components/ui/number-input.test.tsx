// @vitest-environment happy-dom
import { fireEvent, render } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { NumberInput } from "./number-input";

function Days() {
  const [days, setDays] = useState(7);
  return (
    <>
      <NumberInput aria-label="Days" min={1} max={3650} value={days} onValue={setDays} />
      <output>{days}</output>
    </>
  );
}

test("a number is emptied and written anew; what is none, or too large, changes nothing and goes when it is left", () => {
  const { container } = render(<Days />);
  const [input, output] = [container.querySelector("input")!, container.querySelector("output")!];
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  type("");
  expect([input.value, output.textContent]).toEqual(["", "7"]);
  type("30");
  expect([input.value, output.textContent]).toEqual(["30", "30"]);
  type("99999");
  expect([input.value, output.textContent]).toEqual(["99999", "30"]);
  fireEvent.blur(input);
  expect(input.value).toBe("30");
});
