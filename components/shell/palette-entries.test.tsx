// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { helpEntries } from "./help-entries";
import { usePaletteEntries } from "./palette-entries";
import { type WorkspaceInfo, WorkspaceProvider } from "./workspace-provider";

const push = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

const workspace = {
  ...{ slug: "acme", name: "Acme", role: "owner", timeZone: "UTC", locale: "en", hasMailbox: false },
  ...{ isOperator: false, mayAddWorkspace: false, workspaces: [] },
} as unknown as WorkspaceInfo;

test("every question leads to its page, and no line stands there twice", () => {
  const { result } = renderHook(() => usePaletteEntries(() => {}), {
    wrapper: ({ children }) => <WorkspaceProvider workspace={workspace}>{children}</WorkspaceProvider>,
  });
  const help = result.current.filter(({ group }) => group === "Help");
  expect(help.map(({ label, page }) => [label, page])).toEqual(helpEntries.map(([label, page]) => [label, page]));
  help.find(({ label }) => label.includes("verify my domain"))?.run();
  expect(push).toHaveBeenCalledWith("/acme/settings/sending");
  const ids = result.current.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
