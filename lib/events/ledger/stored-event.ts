import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";

/** What an event says beside its columns, by its type; readers take the values that they know. */
export const eventData = storedValues("event.data", z.record(z.string(), z.unknown()));
