import fc from "fast-check";
import { expect, test } from "vitest";
import { FairTurns } from "./fair-turns";

const campaign = (workspaceId: string, campaignId: string) => ({ workspaceId, campaignId });

test("workspaces take turns, and so do the campaigns of one", () => {
  const turns = new FairTurns();
  const due = [campaign("a", "a1"), campaign("a", "a2"), campaign("b", "b1")];
  const served: string[] = [];
  for (let place = 0; place < 6; place++) {
    const [next] = turns.order(due);
    turns.begin(next!);
    turns.end(next!);
    served.push(next!.campaignId);
  }
  expect(served.filter((id) => id === "b1")).toHaveLength(3);
  expect(served.filter((id) => id === "a1").length).toBeGreaterThan(0);
  expect(served.filter((id) => id === "a2").length).toBeGreaterThan(0);
});

test("a campaign that comes new goes before one that has places already, however large that one is", () => {
  const turns = new FairTurns();
  const large = campaign("a", "large");
  for (let place = 0; place < 4; place++) turns.begin(large);
  expect(turns.order([large, campaign("a", "small")])[0]!.campaignId).toBe("small");
  expect(turns.order([large, campaign("b", "other")])[0]!.campaignId).toBe("other");
});

test("property: over any number of turns no workspace is served twice more than another that was due all the time", () => {
  const due = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.nat(20)), {
    minLength: 1,
    maxLength: 12,
    selector: ([workspace, number]) => `${workspace}${number}`,
  });
  fc.assert(
    fc.property(due, fc.integer({ min: 1, max: 60 }), (campaigns, rounds) => {
      const turns = new FairTurns();
      const all = campaigns.map(([workspace, number]) => campaign(workspace, `${workspace}${number}`));
      const served = new Map(all.map(({ workspaceId }) => [workspaceId, 0]));
      for (let round = 0; round < rounds; round++) {
        const [next] = turns.order(all);
        turns.begin(next!);
        turns.end(next!);
        served.set(next!.workspaceId, (served.get(next!.workspaceId) ?? 0) + 1);
      }
      const counts = [...served.values()];
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});
