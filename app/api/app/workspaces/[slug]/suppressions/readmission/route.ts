import { appRoute } from "@/lib/base/routes/app-route";
import { readmitAddress } from "@/lib/people/suppressions/readmit-address";
import { ReadmitAddress } from "@/lib/people/suppressions/schema";

export const POST = appRoute("suppressions.write", async (ctx, { body }) => {
  await readmitAddress(ctx, ReadmitAddress.parse(body));
});
