// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useLoaded } from "./use-loaded";

test("what is wanted is fetched at once, and shown without a pause by whoever wants it later", async () => {
  const load = vi.fn(async () => "there");
  const { result, rerender } = renderHook(({ wanted }) => useLoaded(load, wanted), { initialProps: { wanted: false } });
  expect(result.current).toBeNull();
  rerender({ wanted: true });
  expect(load).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(result.current).toBe("there"));
  rerender({ wanted: false });
  expect(result.current).toBe("there");
  expect(load).toHaveBeenCalledTimes(1);
});

test("what nobody wants yet is fetched when the browser is idle", async () => {
  const { result } = renderHook(() => useLoaded(async () => "there", false));
  await waitFor(() => expect(result.current).toBe("there"), { timeout: 5000 });
});
