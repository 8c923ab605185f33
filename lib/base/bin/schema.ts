import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";

export const BinRef = z.object({ binId: idOf("bin") });
export type BinRef = z.input<typeof BinRef>;
