// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import type { CalendarDay } from "@/lib/campaigns/draft/calendar";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { CampaignCalendar } from "./campaign-calendar";

const router = { push: vi.fn(), refresh: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const campaign: CampaignSummary = {
  ...{ id: "cmp_1", name: "Spring news", subject: "", status: "scheduled", audienceCount: null, audienceNames: [] },
  ...{ scheduledAt: "2027-01-12T20:00:00.000Z", launchedAt: null, finishedAt: null, spreadMinutes: null },
  ...{ localTime: false, updatedAt: "", archived: false, labels: [], totals: null },
};
const draft: CampaignSummary = { ...campaign, id: "cmp_2", name: "A thought", status: "draft", scheduledAt: null };

const day = (date: string, campaigns: CampaignSummary[] = []): CalendarDay => ({
  ...{ date, campaigns, inMonth: true, isToday: false, isPast: date < "2027-01-12" },
});

/** A week of January, by the clocks of a zone. */
function showWeek(timeZone: string) {
  const workspace = { slug: "acme", role: "marketer", timeZone, locale: "en" } as unknown as WorkspaceInfo;
  const dates = ["11", "12", "13", "14", "15", "16", "17"].map((one) => `2027-01-${one}`);
  const days = dates.map((date) => day(date, date === "2027-01-13" ? [campaign] : []));
  render(
    <WorkspaceProvider workspace={workspace}>
      <CampaignCalendar month="2027-01" days={days} drafts={{ items: [draft], more: false }} usual="09:00" />
    </WorkspaceProvider>,
  );
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "the days of the list on a phone are those of the grid, in %s",
  (zone) => {
    showWeek(zone);
    expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("Wednesday, January 13, 2027");
  },
);

const cellOf = (date: string) => document.querySelector(`td[data-date="${date}"]`) as HTMLElement;
const dataTransfer = { effectAllowed: "" };

test("a draft is dropped on no day that is over", () => {
  showWeek("UTC");
  const dragged = screen.getByText("A thought").closest("[draggable=true]") as HTMLElement;
  fireEvent.dragStart(dragged, { dataTransfer });
  fireEvent.drop(cellOf("2027-01-11"));
  expect(router.push).not.toHaveBeenCalled();
  fireEvent.dragStart(dragged, { dataTransfer });
  fireEvent.drop(cellOf("2027-01-17"));
  expect(router.push).toHaveBeenCalledWith("/acme/campaigns/cmp_2?step=schedule&at=2027-01-17T09%3A00");
});

test("a campaign is moved by key from where the page shows it, and the page is shown anew also when that is refused", async () => {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (_: string, { body }: RequestInit) => {
    asked.push(JSON.parse(String(body)));
    return Response.json({ error: { code: "conflict", message: "It was moved." } }, { status: 409 });
  });
  showWeek("Pacific/Auckland");
  fireEvent.keyDown(screen.getAllByRole("link", { name: /Spring news/ })[0]!, { key: "ArrowRight", shiftKey: true });
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  expect(asked).toEqual([{ at: "2027-01-13T20:00:00.000Z", movedFrom: campaign.scheduledAt }]);
});
