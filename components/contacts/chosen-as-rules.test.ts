import { expect, test } from "vitest";
import { chosenAsRules } from "./chosen-as-rules";

const chosen = (search: string, listId?: string) => {
  const address = new URLSearchParams(search);
  return chosenAsRules((name) => address.get(name) ?? "", listId);
};
const onList = { kind: "list", listId: "lst_1", op: "on", status: "confirmed" };

test("list, status and tag narrow a segment as they narrow who is shown", () => {
  expect(chosen("")).toEqual([]);
  expect(chosen("list=lst_1&suppressed=no&view=viw_1")).toEqual([onList]);
  expect(chosen("list=lst_1&status=pending&tag=tag_1")).toEqual([
    { ...onList, status: "pending" },
    { kind: "tag", tagId: "tag_1", op: "has" },
  ]);
});

test("on the page of a list its segment has nobody of another list", () => {
  expect(chosen("", "lst_1")).toEqual([onList]);
  expect(chosen("status=unsubscribed", "lst_1")).toEqual([{ ...onList, status: "unsubscribed" }]);
});

test("who was never on a list is not who is on it", () => {
  expect(chosen("list=lst_1&status=none")).toEqual(
    ["pending", "confirmed", "unsubscribed"].map((status) => ({ ...onList, op: "not_on", status })),
  );
});

test.each(["query=ada", "segment=seg_1", "suppressed=yes", "status=confirmed", "status=none"])(
  "what no rule says makes no segment of more people than are shown: %s",
  (search) => expect(chosen(search)).toBeNull(),
);
