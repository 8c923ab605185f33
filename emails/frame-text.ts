import { ownTable } from "@/lib/base/text/own-table.shared";

interface FrameText {
  unsubscribe: string;
  preferences: string;
  viewInBrowser: string;
}

const texts: Record<string, FrameText> = ownTable({
  en: { unsubscribe: "Unsubscribe", preferences: "Mail preferences", viewInBrowser: "View in browser" },
  de: { unsubscribe: "Abmelden", preferences: "E-Mail-Einstellungen", viewInBrowser: "Im Browser ansehen" },
  fr: { unsubscribe: "Se désabonner", preferences: "Préférences", viewInBrowser: "Voir dans le navigateur" },
  es: { unsubscribe: "Darse de baja", preferences: "Preferencias", viewInBrowser: "Ver en el navegador" },
  it: { unsubscribe: "Annulla iscrizione", preferences: "Preferenze", viewInBrowser: "Vedi nel browser" },
  nl: { unsubscribe: "Uitschrijven", preferences: "Voorkeuren", viewInBrowser: "Bekijk in browser" },
  pt: { unsubscribe: "Cancelar inscrição", preferences: "Preferências", viewInBrowser: "Ver no navegador" },
  ja: { unsubscribe: "配信停止", preferences: "メール配信の設定", viewInBrowser: "ブラウザーで表示" },
  ar: { unsubscribe: "إلغاء الاشتراك", preferences: "تفضيلات البريد", viewInBrowser: "عرض في المتصفح" },
});

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/** The frame's own words in the language of the mail (BCP 47 tag); English where we have no translation. */
export function frameText(lang: string): FrameText {
  return texts[lang.toLowerCase().split("-")[0] ?? "en"] ?? (texts.en as FrameText);
}

/** Writing direction of a BCP 47 language tag. */
export function directionOf(lang: string): "ltr" | "rtl" {
  return rightToLeft.has(lang.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}
