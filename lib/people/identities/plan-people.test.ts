import { expect, test } from "vitest";
import type { KnownPeople, KnownPerson } from "./aliases";
import { peopleOf } from "./people";
import { planPeople } from "./plan-people";
import { usualRule } from "./rule.shared";
import type { WaitingIdentity } from "./waiting";

let count = 0;
const event = (given: Partial<WaitingIdentity>): WaitingIdentity => ({
  ...{
    id: `event ${count++}`,
    kind: "identify",
    userId: null,
    anonymousId: null,
    email: null,
    trusted: true,
    traits: {},
  },
  ...given,
});
const ada: KnownPerson = {
  ...{ id: "ada", externalId: "u1", email: "ada@example.net", normalized: "ada@example.net", domain: "example.net" },
};
const known = (given: Partial<KnownPeople> = {}): KnownPeople => ({
  ...{ byExternalId: new Map([["u1", ada]]), byAddress: new Map([[ada.normalized, ada]]), byAlias: new Map() },
  ...given,
});
const plan = (events: readonly WaitingIdentity[], rule = usualRule, people = known()) =>
  planPeople(peopleOf(events, rule, []), people, rule);

test("several who mean the same contact are saved once, and what is said later holds", () => {
  const { planned, items } = plan([
    event({ userId: "u1", traits: { firstName: "Ada", lastName: "King" } }),
    event({ userId: "u7", traits: { email: "Ada@example.net", firstName: "Augusta" } }),
  ]);
  expect(planned.map(({ target }) => target)).toEqual(["ada", "ada"]);
  expect([...items.values()]).toMatchObject([{ externalId: "u1", firstName: "Augusta", lastName: "King" }]);
});

test("who may be somebody before them waits for the next round, and nobody else does", () => {
  const { planned } = plan([
    event({ userId: "u2", anonymousId: "browser", traits: { email: "bob@example.net" } }),
    event({ anonymousId: "browser", traits: { firstName: "Bob" } }),
    event({ kind: "alias", userId: "u3", anonymousId: "u2" }),
    event({ userId: "u4", anonymousId: "browser" }),
    event({ userId: "u5", anonymousId: "browser", traits: { email: "eve@example.net" } }),
  ]);
  expect(planned.map(({ person: { userId }, target }) => [userId, target])).toEqual([
    ["u2", "bob@example.net"],
    ["u4", null],
    ["u5", "eve@example.net"],
  ]);
});

test("an address changes where the rule and the key allow it, of the contact that has the id as its own", () => {
  const rule = { ...usualRule, changesAddresses: true };
  const told = { userId: "u1", traits: { email: "new@example.net" } };
  const addressesOf = (given: Partial<WaitingIdentity>, asked = rule, people = known()) =>
    [...plan([event({ ...told, ...given })], asked, people).items.values()].map(({ address }) => address?.normalized);
  expect(addressesOf({})).toEqual(["new@example.net"]);
  expect(addressesOf({}, usualRule)).toEqual(["ada@example.net"]);
  expect(addressesOf({ trusted: false })).toEqual(["ada@example.net"]);
  const { planned } = plan([event({ ...told, userId: "u8" })], rule, known({ byAlias: new Map([["u8", ada]]) }));
  expect(planned.map(({ target }) => target)).toEqual(["new@example.net"]);
});
