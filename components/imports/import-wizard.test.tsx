// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import type { ImportDetail } from "./import-detail";
import { ImportWizard } from "./import-wizard";

const workspace = { slug: "acme", role: "owner", timeZone: "UTC", locale: "en" } as unknown as WorkspaceInfo;
const left = {
  id: "imp_1",
  status: "uploading",
  fileName: "people.csv",
  fileBytes: 9_000_000,
  rowsDone: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  suppressed: 0,
  listIds: [],
  reasons: [],
} as unknown as ImportDetail;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("an upload that was left is no import that is done: it can be gone on with, or stopped", async () => {
  const asked: string[] = [];
  let { status } = left;
  vi.stubGlobal("fetch", async (url: string, { method = "GET" }: RequestInit) => {
    asked.push(`${method} ${url}`);
    if (method === "PUT") status = "cancelled";
    return Response.json({ ...left, status });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WorkspaceProvider workspace={workspace}>
        <ImportWizard initial={left} fields={[]} lists={[]} />
      </WorkspaceProvider>
    </QueryClientProvider>,
  );
  expect(screen.queryByText("The import is done")).toBeNull();
  expect(screen.getByRole("link", { name: "Choose the file again" }).getAttribute("href")).toBe(
    "/acme/contacts/import",
  );
  fireEvent.click(screen.getByRole("button", { name: "Stop the upload" }));
  fireEvent.click(await screen.findByRole("button", { name: "Stop" }));
  await screen.findByText("The import was stopped");
  expect(asked).toContain("PUT /api/app/workspaces/acme/imports/imp_1/cancellation");
});
