import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg } from "@/lib/language/t";

/** What an automatic answer is, for people. */
export const flavourLabels: Readonly<Record<string, Msg>> = ownTable({
  vacation: msg("Absence note"),
  receipt: msg("Read receipt"),
  challenge: msg("Asks whether you are a person"),
  automatic: msg("Automatic answer"),
});
