import { expect, test } from "vitest";
import { parseTraceparent } from "./parse-traceparent";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

test.each([
  [`00-${traceId}-${spanId}-01`, { traceId, spanId, traceFlags: 1 }],
  [`00-${traceId}-${spanId}-02`, { traceId, spanId, traceFlags: 0 }],
  [`cc-${traceId}-${spanId}-03-more to come`, { traceId, spanId, traceFlags: 1 }],
  [`ff-${traceId}-${spanId}-01`, null],
  [`00-${"0".repeat(32)}-${spanId}-01`, null],
  [`00-${traceId}-${"0".repeat(16)}-01`, null],
  [`00-${traceId.toUpperCase()}-${spanId}-01`, null],
  [`00-${traceId}-${spanId}-1`, null],
  [`00-${traceId}-${spanId}-011`, null],
  ["", null],
])("%s", (header, parsed) => expect(parseTraceparent(header)).toEqual(parsed));
