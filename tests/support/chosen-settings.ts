import type { Env } from "@/lib/base/env";

const chosen: Partial<Env> = {};

/** What the settings say instead of what they are, from the next look on, in a test that mocks them. */
export function chooseSettings(settings: Partial<Env>): void {
  for (const name of Object.keys(chosen)) delete chosen[name as keyof Env];
  Object.assign(chosen, settings);
}

/** For `vi.mock("@/lib/base/env", …)`: the settings, but for those that were chosen. */
export async function envWithChosen(original: () => Promise<unknown>): Promise<object> {
  const real = (await original()) as { env: Env };
  const get = (_: object, name: string) => (name in chosen ? chosen[name as keyof Env] : real.env[name as keyof Env]);
  return { ...real, env: new Proxy({}, { get }) };
}
