import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CampaignStatus,
  campaignActions,
  campaignStatuses,
  canDo,
  isFinal,
  isUnderWay,
  nextStatus,
  statusesBefore,
} from "./status.shared";

const walk = fc.array(fc.constantFrom(...campaignActions), { maxLength: 30 });

function follow(actions: (typeof campaignActions)[number][]): CampaignStatus[] {
  const seen: CampaignStatus[] = ["draft"];
  for (const action of actions) {
    const status = seen.at(-1)!;
    if (canDo(status, action)) seen.push(nextStatus(status, action));
  }
  return seen;
}

describe("campaign status", () => {
  test("whatever is asked in whatever order, nothing leaves a final status", () => {
    fc.assert(
      fc.property(walk, (actions) => {
        const seen = follow(actions);
        const firstFinal = seen.findIndex(isFinal);
        expect(firstFinal === -1 || firstFinal === seen.length - 1).toBe(true);
      }),
    );
  });

  test("a campaign is sent only after it was prepared and was sending", () => {
    fc.assert(
      fc.property(walk, (actions) => {
        const seen = follow(actions);
        fc.pre(seen.at(-1) === "sent");
        expect(seen).toContain("preparing");
        expect(seen.at(-2)).toBe("sending");
      }),
    );
  });

  test("the content can change only before the audience is frozen", () => {
    fc.assert(
      fc.property(walk, (actions) => {
        const seen = follow(actions);
        const begun = seen.indexOf("sending");
        fc.pre(begun !== -1);
        expect(seen.slice(begun)).not.toContain("draft");
        expect(seen.slice(begun)).not.toContain("preparing");
      }),
    );
  });

  test("every status can be reached, and every one that is not final can be left", () => {
    const reached = new Set<CampaignStatus>(["draft"]);
    for (let round = 0; round < campaignStatuses.length; round++) {
      for (const status of [...reached]) {
        for (const action of campaignActions) if (canDo(status, action)) reached.add(nextStatus(status, action));
      }
    }
    expect([...reached].sort()).toEqual([...campaignStatuses].sort());
    for (const status of campaignStatuses) {
      expect(campaignActions.some((action) => canDo(status, action))).toBe(!isFinal(status));
    }
  });

  test("what cannot be done is refused in words", () => {
    expect(() => nextStatus("sent", "pause")).toThrow("This campaign is already sent, so it cannot be paused.");
    expect(() => nextStatus("cancelled", "launch")).toThrow("cancelled, so it cannot be sent");
  });

  test("guards name the statuses an action starts from", () => {
    expect(statusesBefore("pause")).toEqual(["sending"]);
    expect(statusesBefore("launch")).toEqual(["draft", "scheduled"]);
    expect(campaignStatuses.filter(isUnderWay)).toEqual(["preparing", "sending", "paused"]);
  });
});
