// @vitest-environment happy-dom

import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { forgetUnsaved, onLeaving, useLeaveGuard } from "@/lib/client/leave-guard";
import { t } from "@/lib/language/t";
import { helpEntries } from "./help-entries";
import { usePaletteEntries } from "./palette-entries";
import { type WorkspaceInfo, WorkspaceProvider } from "./workspace-provider";

const push = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

const workspace = {
  ...{ slug: "acme", name: "Acme", role: "owner", timeZone: "UTC", locale: "en", hasMailbox: false },
  ...{ isOperator: false, mayAddWorkspace: false, workspaces: [] },
} as unknown as WorkspaceInfo;

const wrapper = ({ children }: { children: ReactNode }) => (
  <WorkspaceProvider workspace={workspace}>{children}</WorkspaceProvider>
);

beforeEach(() => push.mockClear());

test("every question leads to its page, and no line stands there twice", () => {
  const { result } = renderHook(() => usePaletteEntries(() => {}), { wrapper });
  const help = result.current.filter(({ group }) => group === "help");
  expect(help.map(({ label, page }) => [label, page])).toEqual(helpEntries.map(([label, page]) => [t(label), page]));
  help.find(({ label }) => label.includes("verify my domain"))?.run();
  expect(push).toHaveBeenCalledWith("/acme/settings/sending");
  const ids = result.current.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("only what leaves a page with edits asks first", () => {
  const onHelp = vi.fn();
  const asked = vi.fn();
  const stop = onLeaving(asked);
  const { result } = renderHook(
    () => {
      useLeaveGuard(true);
      return usePaletteEntries(onHelp);
    },
    { wrapper },
  );
  const run = (label: string) => result.current.find((entry) => entry.label === label)?.run();
  run("Keyboard shortcuts");
  expect([onHelp.mock.calls.length, asked.mock.calls.length]).toEqual([1, 0]);
  run("Members");
  expect([push.mock.calls.length, asked.mock.calls.length]).toEqual([0, 1]);
  forgetUnsaved();
  stop();
});
