import type { ShownApiKey } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";

/** How a new key is shown, the only time that it is seen. */
export const shownKey = ({ name, key }: ShownApiKey) => ({
  title: t("Copy the key “{name}”", { name }),
  description: t("It is shown only now. Put it where your program keeps its secrets, never into its source."),
  secret: key,
  copyLabel: t("Copy key"),
});
