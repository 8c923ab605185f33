import { z } from "zod";
import { storedJson, storedValues } from "@/lib/base/db/stored-json";

const values = z.record(z.string(), z.unknown());

/** What a program said in `properties` or `traits`. */
export const eventProperties = storedValues("custom_event.said", values);
/** All else that its message said. */
export const eventDetails = storedValues("custom_event.details", values);

/** What became of an event that says who somebody is. */
const Applied = z.object({
  /** `none`: there is no contact for it. */
  action: z.enum(["created", "updated", "unchanged", "none"]),
  /** What could not be used, each in words; `trait` is empty where it is about the whole. */
  notes: z.array(z.object({ trait: z.string(), text: z.string() })),
});
export type Applied = z.output<typeof Applied>;
export const eventApplied = storedJson("custom_event.applied", Applied);
