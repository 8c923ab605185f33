import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";

/** Header names are the caller's. */
export const callHeaders = storedValues("provider_call.headers", z.record(z.string(), z.string()));

/** What a mail said, by the kind of mail; its readers take the texts that they know. */
export const inboundResult = storedValues("inbound_message.result", z.record(z.string(), z.unknown()));
