import { ownTable } from "@/lib/base/text/own-table.shared";

/** What an automatic answer is, for people. */
export const flavourLabels: Readonly<Record<string, string>> = ownTable({
  vacation: "Absence note",
  receipt: "Read receipt",
  challenge: "Asks whether you are a person",
  automatic: "Automatic answer",
});
