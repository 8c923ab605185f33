import type { CompiledMessage } from "icu-minify/format";
import type { TranslatedLanguage } from "./languages";

/** Compiled translations by `keyOf` of the text in the code. */
export type Catalog = Readonly<Record<string, CompiledMessage>>;

// Shared by the copies of this module in all bundles of a process.
const holder = globalThis as unknown as { homingCatalogs?: Partial<Record<TranslatedLanguage, Catalog>> };

export const catalogOf = (language: TranslatedLanguage): Catalog | undefined => holder.homingCatalogs?.[language];

export function keepCatalog(language: TranslatedLanguage, catalog: Catalog): void {
  holder.homingCatalogs = { ...holder.homingCatalogs, [language]: catalog };
}
