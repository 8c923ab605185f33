// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import type { ChangedCampaigns } from "@/lib/campaigns/draft/change-campaigns";
import { useChangeCampaigns } from "./use-change-campaigns";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

function Around({ children }: { children: ReactNode }) {
  const workspace = { slug: "acme", role: "owner", timeZone: "UTC", locale: "en" } as unknown as WorkspaceInfo;
  return (
    <QueryClientProvider client={new QueryClient()}>
      <WorkspaceProvider workspace={workspace}>{children}</WorkspaceProvider>
    </QueryClientProvider>
  );
}

test("what could not be taken back is told, and not called as it was", async () => {
  const [success, error] = [vi.spyOn(toast, "success"), vi.spyOn(toast, "error")];
  const answers: ChangedCampaigns[] = [
    { changed: ["cmp_1", "cmp_2"], refused: [], binIds: [] },
    { changed: ["cmp_1"], refused: [{ name: "Spring news", reason: "It is gone." }], binIds: [] },
  ];
  vi.stubGlobal("fetch", async () => Response.json(answers.shift()));
  const { result } = renderHook(() => useChangeCampaigns(() => {}), { wrapper: Around });
  await act(async () => result.current.mutate({ ids: ["cmp_1", "cmp_2"], change: { kind: "archive" } }));
  await waitFor(() => expect(success).toHaveBeenCalledTimes(1));
  const { action } = success.mock.calls[0]![1] as unknown as { action: { onClick: () => void } };
  refresh.mockClear();
  await act(async () => action.onClick());
  await waitFor(() => expect(error).toHaveBeenCalledWith("Spring news: It is gone."));
  expect(success).toHaveBeenCalledTimes(1);
  expect(refresh).toHaveBeenCalled();
  vi.unstubAllGlobals();
});
