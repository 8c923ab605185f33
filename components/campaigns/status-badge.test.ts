import { expect, test } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { statusLabels } from "./status-badge";

learnLanguages();

test.each([
  ["de", "Wird gesendet", "Gesendet"],
  ["fr", "Envoi en cours", "Envoyée"],
  ["es", "Enviándose", "Enviada"],
  ["pt-BR", "Enviando", "Enviada"],
] as const)(
  "where a campaign stands is said of a campaign, not of a mail or of the settings: %s",
  (language, ...said) => {
    inLanguage(language, () => {
      expect([t(statusLabels.sending), t(statusLabels.sent)]).toEqual(said);
      expect(t("Sending")).not.toBe(t(statusLabels.sending));
    });
  },
);
