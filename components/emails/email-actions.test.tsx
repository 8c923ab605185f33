// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import type { SingleMailView } from "@/lib/reports/messages/schema";
import { EmailActions } from "./email-actions";

const router = { push: vi.fn(), refresh: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const waiting: SingleMailView = {
  ...{ id: "eml_1", via: "api", tags: [], scheduledAt: "2026-12-01T09:00:00.000Z", recipients: 2, waiting: 2 },
  ...{ isWhole: true, isKept: true },
};
const gone = { ...waiting, waiting: 0, isWhole: false };

function shown(mail: SingleMailView, role = "owner"): string[] {
  const workspace = { slug: "acme", role, timeZone: "UTC", locale: "en" } as unknown as WorkspaceInfo;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WorkspaceProvider workspace={workspace}>
        <EmailActions mail={mail} />
      </WorkspaceProvider>
    </QueryClientProvider>,
  );
  return screen.queryAllByRole("button").map(({ textContent }) => textContent ?? "");
}

/** Presses a button, confirms, and answers what was asked of the server. */
async function confirmed(name: string, answer: Response): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string, { method }: RequestInit) => {
    asked.push(`${method} ${url}`);
    return answer;
  });
  fireEvent.click(screen.getByRole("button", { name }));
  const dialog = await screen.findByRole("alertdialog");
  const confirm = [...dialog.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  await act(async () => confirm?.click());
  await waitFor(() => expect(asked).toHaveLength(1));
  return asked;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a mail that waits is moved or cancelled, one that has gone is sent once more; readers are offered nothing", () => {
  expect(shown(waiting)).toEqual(["Change the time", "Cancel the mail"]);
  cleanup();
  expect(shown({ ...waiting, waiting: 1, isWhole: false }), "a part has left").toEqual(["Cancel the mail"]);
  cleanup();
  expect(shown(gone)).toEqual(["Send once more"]);
  cleanup();
  expect(shown({ ...gone, isKept: false }), "its content is not there any more").toEqual([]);
  cleanup();
  expect(shown(waiting, "viewer")).toEqual([]);
});

test("cancelling and sending once more ask first", async () => {
  shown(waiting);
  expect(await confirmed("Cancel the mail", new Response(null, { status: 204 }))).toEqual([
    "PUT /api/app/workspaces/acme/emails/eml_1/cancellation",
  ]);
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  cleanup();
  shown(gone);
  const answer = Response.json({ id: "eml_2", messages: [{ id: "msg_2", status: "pending" }] });
  expect(await confirmed("Send once more", answer)).toEqual(["POST /api/app/workspaces/acme/emails/eml_1/resend"]);
  await waitFor(() => expect(router.push).toHaveBeenCalledWith("/acme/messages/msg_2"));
});
