// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { SmtpCard } from "./smtp-card";

test("shows what a program is set up with, each value to copy", () => {
  const ports = [
    { port: 587, protection: "starttls" as const },
    { port: 465, protection: "tls" as const },
  ];
  render(<SmtpCard settings={{ host: "smtp.example.com", ports }} />);
  expect(screen.getByText("STARTTLS")).toBeTruthy();
  for (const name of ["Copy host smtp.example.com", "Copy port 587", "Copy port 465", "Copy user homing"])
    expect(screen.getByRole("button", { name })).toBeTruthy();
});
