// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import type { MemberRow } from "@/lib/workspaces/queries";
import { MemberTable } from "./member-table";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => {} }) }));

const zoe: MemberRow = {
  ...{ id: "mem_1", name: "Zoë", email: "zoe@example.com", role: "marketer", joinedAt: "2026-11-01T00:00:00Z" },
  ...{ lastSeenAt: null, secondFactor: false, isSelf: false },
};

test("a role that was taken back is shown as it is", async () => {
  const success = vi.spyOn(toast, "success");
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (_: string, { body }: RequestInit) => {
    asked.push(JSON.parse(String(body)).role);
    return new Response(null, { status: 204 });
  });
  const workspace = { slug: "acme", role: "owner", timeZone: "UTC", locale: "en" } as unknown as WorkspaceInfo;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WorkspaceProvider workspace={workspace}>
        <MemberTable members={[zoe]} owners={1} />
      </WorkspaceProvider>
    </QueryClientProvider>,
  );
  expect(screen.getByText("Not lately"), "ended sessions are not kept for ever").toBeTruthy();
  const select = screen.getByRole("combobox", { name: "Role of Zoë" }) as HTMLSelectElement;
  fireEvent.change(select, { target: { value: "analyst" } });
  await waitFor(() => expect(success).toHaveBeenCalled());
  expect(select.value).toBe("analyst");
  const { action } = success.mock.calls[0]![1] as unknown as { action: { onClick: () => void } };
  await act(async () => action.onClick());
  await waitFor(() => expect(select.value).toBe("marketer"));
  expect(asked).toEqual(["analyst", "marketer"]);
  vi.unstubAllGlobals();
});
