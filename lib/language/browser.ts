import { type Catalog, catalogOf, keepCatalog } from "./catalog";
import type { TranslatedLanguage } from "./languages";

const catalogs: Readonly<Record<TranslatedLanguage, () => Promise<{ default: unknown }>>> = {
  ar: () => import("./generated/ar.screens.json"),
  de: () => import("./generated/de.screens.json"),
  es: () => import("./generated/es.screens.json"),
  fr: () => import("./generated/fr.screens.json"),
  ja: () => import("./generated/ja.screens.json"),
  "pt-BR": () => import("./generated/pt-BR.screens.json"),
};

let loading: Promise<void> | undefined;

/** Loads what screens say, once a page; resolved at once where it is here. A file that cannot be loaded leaves the page in English. */
export function loadedCatalog(language: TranslatedLanguage): Promise<void> {
  loading ??= load(language);
  return loading;
}

async function load(language: TranslatedLanguage): Promise<void> {
  if (catalogOf(language)) return;
  const { default: catalog } = await catalogs[language]().catch(() => ({ default: {} }));
  keepCatalog(language, catalog as Catalog);
}
