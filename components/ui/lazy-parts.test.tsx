// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Dialog as RadixDialog } from "radix-ui";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Dialog, DialogContent, DialogDescription, DialogTitle, DialogTrigger } from "./dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "./dropdown-menu";
import { LazyRoot, lazyKind, PlainTrigger, useParts } from "./lazy-parts";

afterEach(cleanup);

const rename = (
  <DialogContent>
    <DialogTitle>Rename</DialogTitle>
    <DialogDescription>How it is called.</DialogDescription>
  </DialogContent>
);

test("a dialog opens from its trigger, says so, and gives the focus back when it is closed", async () => {
  const said: boolean[] = [];
  render(
    <Dialog onOpenChange={(open) => said.push(open)}>
      <DialogTrigger>Rename it</DialogTrigger>
      {rename}
    </Dialog>,
  );
  const before = screen.getByRole("button", { name: "Rename it" });
  expect(before.getAttribute("aria-haspopup")).toBe("dialog");
  expect(before.getAttribute("aria-expanded")).toBe("false");
  fireEvent.click(before);
  const dialog = await screen.findByRole("dialog", { name: "Rename" });
  fireEvent.keyDown(dialog, { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement?.textContent).toBe("Rename it");
  expect(said).toEqual([true, false]);
});

function Holder() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <Dialog open={open} onOpenChange={setOpen}>
        {rename}
      </Dialog>
    </>
  );
}

test("a dialog without a trigger follows who holds it", async () => {
  render(<Holder />);
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Open" }));
  fireEvent.keyDown(await screen.findByRole("dialog"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("the arrow opens a menu with its first entry chosen, and a disabled trigger opens nothing", async () => {
  const menu = (
    <DropdownMenuContent>
      <DropdownMenuItem>Copy</DropdownMenuItem>
    </DropdownMenuContent>
  );
  render(
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <button type="button">More</button>
        </DropdownMenuTrigger>
        {menu}
      </DropdownMenu>
      <DropdownMenu>
        <DropdownMenuTrigger disabled>Nothing</DropdownMenuTrigger>
        {menu}
      </DropdownMenu>
    </>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Nothing" }));
  fireEvent.keyDown(screen.getByRole("button", { name: "More" }), { key: "ArrowDown" });
  expect(await screen.findAllByRole("menuitem", { name: "Copy" })).toHaveLength(1);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("menuitem")));
});

const load = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue(RadixDialog);
const late = lazyKind<typeof RadixDialog>("dialog", load);

function LateContent() {
  const parts = useParts(late);
  return parts ? (
    <parts.Content aria-describedby={undefined}>
      <parts.Title>Here</parts.Title>
    </parts.Content>
  ) : null;
}

test("where the parts cannot be fetched nothing stays half open, and the next click tries again", async () => {
  const said: boolean[] = [];
  render(
    <LazyRoot kind={late} onOpenChange={(open) => said.push(open)} draw={({ Root }, props) => <Root {...props} />}>
      <PlainTrigger kind={late}>Open</PlainTrigger>
      <LateContent />
    </LazyRoot>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Open" }));
  await waitFor(() => expect(said).toEqual([true, false]));
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Open" }));
  await screen.findByRole("dialog", { name: "Here" });
  expect(load).toHaveBeenCalledTimes(2);
});
