// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ApiError } from "./api";
import { useForm } from "./use-form";

afterEach(cleanup);

interface Values extends Record<string, unknown> {
  name: string;
  email: string;
}
type Send = (values: Values) => Promise<string>;

function TestForm({ send, onDone }: { send: Send; onDone?: (result: string, values: Values) => void }) {
  const form = useForm<Values, string>({ initial: { name: "", email: "" }, send, ...(onDone && { onDone }) });
  return (
    <form onSubmit={form.onSubmit}>
      <input
        name="name"
        aria-label="Name"
        value={form.values.name}
        onChange={(e) => form.set("name", e.target.value)}
      />
      <p>{form.errors.name}</p>
      {/* On a page that opens directly: React learns of the value only when the form is sent. */}
      <input name="email" aria-label="Address" defaultValue={form.values.email} />
      <p>{form.errors.email}</p>
      <p role="alert">{form.formError}</p>
      <button type="submit">{form.pending ? "Saving" : "Save"}</button>
      <button type="button" onClick={() => form.reset()}>
        Undo
      </button>
      <output>{form.dirty ? "changed" : "as saved"}</output>
    </form>
  );
}

function show(send: Send, onDone?: (result: string, values: Values) => void) {
  const client = new QueryClient();
  render(
    <QueryClientProvider client={client}>
      <TestForm send={send} {...(onDone && { onDone })} />
    </QueryClientProvider>,
  );
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));
const shown = (text: string) => waitFor(() => screen.getByText(text));

test("sends what stands in the fields, also what React has not heard of, and is then as saved", async () => {
  const send = vi.fn<Send>(async () => "id");
  const onDone = vi.fn();
  show(send, onDone);
  type("Name", "Ada");
  field("Address").value = "ada@example.com";
  expect(screen.getByRole("status").textContent).toBe("changed");
  save();
  await shown("as saved");
  const sent = { name: "Ada", email: "ada@example.com" };
  expect(send.mock.calls.map(([values]) => values)).toEqual([sent]);
  expect(onDone).toHaveBeenCalledExactlyOnceWith("id", sent);
});

test("a refusal stands beside its field, which gets the focus; it goes when that field changes, and nothing is lost", async () => {
  const refused = new ApiError("invalid", "Look again.", 422, { email: "Taken.", name: "Too short." });
  show(async () => {
    throw refused;
  });
  type("Name", "A");
  field("Address").value = "ada@example.com";
  save();
  await shown("Too short.");
  expect(document.activeElement).toBe(field("Name"));
  expect(screen.getByRole("alert").textContent).toBe("");
  type("Name", "Ada");
  expect(screen.queryByText("Too short.")).toBeNull();
  expect(screen.queryByText("Taken.")).not.toBeNull();
  expect(field("Address").value).toBe("ada@example.com");
  save();
  await shown("Too short.");
});

test("what no field explains is said of the form as a whole; undo takes it away", async () => {
  show(async () => {
    throw new ApiError("conflict", "Somebody else was quicker.", 409, { elsewhere: "no field of ours" });
  });
  type("Name", "Ada");
  save();
  await shown("Somebody else was quicker.");
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(""));
  expect(field("Name").value).toBe("");
  expect(screen.getByRole("status").textContent).toBe("as saved");
});

test("a second click while it is on its way sends nothing twice", async () => {
  const answer = Promise.withResolvers<string>();
  const send = vi.fn<Send>(() => answer.promise);
  show(send);
  type("Name", "Ada");
  save();
  await shown("Saving");
  fireEvent.click(screen.getByRole("button", { name: "Saving" }));
  await act(async () => answer.resolve("id"));
  await shown("as saved");
  expect(send).toHaveBeenCalledTimes(1);
});
