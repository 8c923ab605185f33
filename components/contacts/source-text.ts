import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg, t } from "@/lib/language/t";

const labels: Readonly<Record<string, Msg>> = ownTable({
  manual: msg("manual", "where a person came from: entered by hand"),
  import: msg("import", "where a person came from"),
  api: msg("api", "where a person came from"),
  form: msg("form", "where a person came from"),
  preference_page: msg("preference page", "where a person came from"),
});

/** Where a person or a subscription came from; a word that a program gave stays as it is. */
export function sourceText(source: string): string {
  const label = labels[source];
  return label ? t(label) : source;
}
