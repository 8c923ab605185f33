// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { useDraft } from "./use-draft";

const workspace = { slug: "acme", role: "owner", timeZone: "UTC", locale: "en" } as unknown as WorkspaceInfo;
const wrapper = ({ children }: { children: ReactNode }) => (
  <WorkspaceProvider workspace={workspace}>{children}</WorkspaceProvider>
);
const backupKey = "homing:draft:cmp_1";

/** The campaign's address: takes a change of its newest version only. */
class Server {
  draft = { id: "cmp_1", version: 1, name: "Spring", subject: "Hello" } as CampaignDraft;
  /** `offline`: not reached. `lost`: done, but the answer never arrives. `invalid`: refused. */
  mode: "ok" | "offline" | "lost" | "invalid" = "ok";
  saves: Record<string, unknown>[] = [];
  hold: Promise<void> | null = null;

  answer = async (url: string, { method, body }: RequestInit): Promise<Response> => {
    expect(url).toBe("/api/app/workspaces/acme/campaigns/cmp_1");
    if (this.mode === "offline") throw new TypeError("Failed to fetch");
    if (method === "GET") return Response.json(this.draft);
    const changes = JSON.parse(body as string) as Partial<CampaignDraft>;
    this.saves.push(changes);
    await this.hold;
    if (this.mode === "invalid") return refusal(422, "invalid", "The subject is too long.");
    if (changes.version !== this.draft.version) return refusal(409, "conflict", "Saved elsewhere meanwhile.");
    this.draft = { ...this.draft, ...changes, version: this.draft.version + 1 };
    if (this.mode === "lost") throw new TypeError("Failed to fetch");
    return Response.json({ version: this.draft.version });
  };

  /** Another window saves. */
  saveElsewhere(changes: Partial<CampaignDraft>): void {
    this.draft = { ...this.draft, ...changes, version: this.draft.version + 1 };
  }
}
const refusal = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status });

let server: Server;
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new Server();
  vi.stubGlobal("fetch", server.answer);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = () => renderHook(() => useDraft({ ...server.draft }), { wrapper }).result;
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const change = (editor: ReturnType<typeof open>, changes: Parameters<typeof editor.current.change>[0]) =>
  act(() => editor.current.change(changes));

test("saves once when typing pauses, each time on the version before", async () => {
  const editor = open();
  change(editor, { subject: "H" });
  await pass(700);
  change(editor, { subject: "Hi", name: "May" });
  await pass(700);
  expect(server.saves).toEqual([]);
  expect(editor.current).toMatchObject({ state: "unsaved", draft: { subject: "Hi" } });
  await pass(100);
  expect(server.saves).toEqual([{ subject: "Hi", name: "May", version: 1 }]);
  expect(editor.current.state).toBe("saved");
  change(editor, { name: "June" });
  await pass(800);
  expect(server.saves[1]).toEqual({ name: "June", version: 2 });
});

test("what is written while a save is on its way goes with the next one", async () => {
  const held = Promise.withResolvers<void>();
  server.hold = held.promise;
  const editor = open();
  change(editor, { subject: "one" });
  await pass(800);
  expect(editor.current.state).toBe("saving");
  change(editor, { subject: "two" });
  held.resolve();
  await pass(0);
  expect(editor.current.state).toBe("unsaved");
  await pass(800);
  expect(server.draft).toMatchObject({ subject: "two", version: 3 });
  expect(editor.current.state).toBe("saved");
});

test("without a connection nothing is lost: it tries again by itself, with all that was written since", async () => {
  const editor = open();
  server.mode = "offline";
  change(editor, { subject: "kept" });
  await pass(800);
  expect(editor.current.state).toBe("failed");
  expect(editor.current.problem).toContain("could not be reached");
  server.mode = "ok";
  await pass(4900);
  expect(server.saves).toEqual([]);
  await pass(200);
  expect(server.saves).toEqual([{ subject: "kept", version: 1 }]);
  expect(editor.current).toMatchObject({ state: "saved", problem: null });
});

test("what the server refuses is not asked again until it is changed", async () => {
  const editor = open();
  server.mode = "invalid";
  change(editor, { subject: "x".repeat(999) });
  await pass(60_000);
  expect(server.saves).toHaveLength(1);
  expect(editor.current).toMatchObject({ state: "failed", problem: "The subject is too long." });
  server.mode = "ok";
  change(editor, { subject: "x" });
  await pass(800);
  expect(editor.current).toMatchObject({ state: "saved", problem: null });
});

test("what could not be saved is there after a reload, and is saved then", async () => {
  server.mode = "offline";
  const before = open();
  change(before, { subject: "mine" });
  await pass(800);
  cleanup();
  expect(JSON.parse(localStorage.getItem(backupKey) ?? "")).toEqual({ version: 1, changes: { subject: "mine" } });
  server.mode = "ok";
  const after = open();
  expect(after.current.draft.subject).toBe("mine");
  expect(after.current.documentKey).toBe(1);
  await pass(0);
  expect(server.draft.subject).toBe("mine");
  expect(localStorage.getItem(backupKey)).toBeNull();
});

test("an answer that was lost is no conflict: the words have arrived", async () => {
  const editor = open();
  server.mode = "lost";
  change(editor, { subject: "arrived" });
  await pass(800);
  expect(editor.current.state).toBe("failed");
  server.mode = "ok";
  await pass(5000);
  expect(editor.current).toMatchObject({ state: "saved", problem: null });
  expect(server.draft.version).toBe(2);
  change(editor, { subject: "on" });
  await pass(800);
  expect(server.draft).toMatchObject({ subject: "on", version: 3 });
});

test("two windows: nothing is written over by itself; a person keeps theirs or takes the other", async () => {
  const mine = open();
  server.saveElsewhere({ subject: "theirs" });
  change(mine, { name: "mine" });
  await pass(60_000);
  expect(mine.current.state).toBe("conflict");
  expect(server.draft).toMatchObject({ subject: "theirs", name: "Spring" });
  await act(() => mine.current.keepMine());
  expect(mine.current).toMatchObject({ state: "saved", draft: { subject: "theirs", name: "mine" } });
  expect(server.draft).toMatchObject({ subject: "theirs", name: "mine" });

  server.saveElsewhere({ subject: "theirs again" });
  change(mine, { subject: "mine" });
  await pass(800);
  expect(mine.current.state).toBe("conflict");
  const key = mine.current.documentKey;
  await act(() => mine.current.takeTheirs());
  expect(mine.current).toMatchObject({ state: "saved", draft: { subject: "theirs again" }, documentKey: key + 1 });
  expect(localStorage.getItem(backupKey)).toBeNull();
});

test("a hidden page saves at once, and one with unsaved words asks before it closes", async () => {
  const editor = open();
  const leave = () => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(leave()).toBe(false);
  change(editor, { subject: "soon" });
  expect(leave()).toBe(true);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(0);
  expect(server.draft.subject).toBe("soon");
  expect(leave()).toBe(false);
});

test("flush says whether everything is stored; leaving the page stores it too", async () => {
  const editor = open();
  change(editor, { subject: "now" });
  expect(await act(() => editor.current.flush())).toBe(true);
  expect(server.draft.subject).toBe("now");
  server.mode = "offline";
  change(editor, { subject: "not yet" });
  expect(await act(() => editor.current.flush())).toBe(false);
  server.mode = "ok";
  cleanup();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.draft.subject).toBe("not yet");
});

test("a page that is refreshed behind it neither starts the editor anew nor saves before typing pauses", async () => {
  let refreshed = { ...workspace };
  const { result: editor, rerender } = renderHook(() => useDraft({ ...server.draft }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <WorkspaceProvider workspace={refreshed}>{children}</WorkspaceProvider>
    ),
  });
  change(editor, { subject: "typing" });
  refreshed = { ...workspace };
  rerender();
  await pass(0);
  expect(editor.current).toMatchObject({ documentKey: 0, state: "unsaved", draft: { subject: "typing" } });
  expect(server.saves).toEqual([]);
  await pass(800);
  expect(server.saves).toEqual([{ subject: "typing", version: 1 }]);
});
