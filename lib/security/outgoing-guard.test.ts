import { expect, test } from "vitest";
import { isPrivateAddress, judgeHost } from "./outgoing-guard";

test("addresses inside are told from those outside, however they are written", () => {
  const inside = [
    ...["127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...["::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::"],
    ...["255.255.255.255", "224.0.0.1", "not an address"],
  ];
  expect(inside.filter((address) => !isPrivateAddress(address))).toEqual([]);
  const outside = ["8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "::ffff:8.8.8.8"];
  expect(outside.filter(isPrivateAddress)).toEqual([]);
});

test("a name is refused when any of its addresses is inside", async () => {
  const resolve = async (host: string) => {
    if (host === "mixed.example") return ["8.8.8.8", "10.0.0.1"];
    if (host === "good.example") return ["8.8.8.8"];
    throw new Error("ENOTFOUND");
  };
  expect(await judgeHost("mixed.example", resolve)).toBe("private");
  expect(await judgeHost("missing.example", resolve)).toBe("unknown");
  expect(await judgeHost("[::1]", resolve)).toBe("private");
  expect(await judgeHost("good.example", resolve)).toBe("allowed");
});
