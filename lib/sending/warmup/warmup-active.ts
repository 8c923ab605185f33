import type { Ctx } from "@/lib/base/context";
import { warmupToday } from "./warmup-today";

/** True while a sending domain is being warmed up: its most engaged contacts should come first. */
export async function warmupActive(ctx: Ctx, domainName: string): Promise<boolean> {
  return (await warmupToday(ctx, domainName)) !== null;
}
