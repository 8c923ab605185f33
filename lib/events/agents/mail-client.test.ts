import { expect, test } from "vitest";
import { mailClientOf, shortAgent } from "./mail-client";

test.each([
  [
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Gmail (proxy)",
    "Unknown",
  ],
  ["Mozilla/5.0", "Apple Mail (privacy proxy)", "Unknown"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)", "Apple Mail", "Desktop"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Apple Mail",
    "Phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
    "Chrome",
    "Phone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0", "Thunderbird", "Desktop"],
  ["", "Other", "Unknown"],
])("%s is %s on %s", (userAgent, name, device) => {
  expect(mailClientOf(userAgent)).toEqual({ name, device });
  expect(shortAgent(userAgent)).toBe(`${name}; ${device}`);
  expect(mailClientOf(shortAgent(userAgent))).toEqual({ name, device });
});
