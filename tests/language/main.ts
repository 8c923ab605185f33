import { readFileSync, writeFileSync } from "node:fs";
import { translatedLanguages } from "@/lib/language/languages";
import { bareWordsIn } from "./bare-words";
import { type Catalogs, catalogFile, catalogsFor, parts, readCatalogs } from "./catalogs";
import { speakingFiles, textsIn } from "./texts";

/**
 * `npm run texts`: brings the catalogs up to date with the code. `npm run texts -- --bare components/lists` lists the words of a folder
 * that stand on screens and in no catalog; `--missing de` prints what a language lacks as JSON, and `--take FILE de` takes
 * translations of that form.
 */
function main([command, name = "", language = ""]: string[]): void {
  if (command === "--bare") {
    const files = speakingFiles().filter((file) => file.startsWith(name) && /^(app|components)\//.test(file));
    console.log(bareWordsIn(files).join("\n"));
  } else if (command === "--missing") {
    console.log(JSON.stringify(missingIn(catalogsFor(texts()), name), null, 1));
  } else if (command === "--take") {
    write(catalogsFor(texts(), { [language]: JSON.parse(readFileSync(name, "utf8")) as Record<string, string> }));
  } else {
    write(catalogsFor(texts()));
  }
}

const texts = () => textsIn(speakingFiles());

const missingIn = (catalogs: Catalogs, language: string): Record<string, ""> =>
  Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(catalogs[language]?.[part] ?? {}).flatMap(([source, text]) => (text === "" ? [[source, ""]] : [])),
    ),
  );

function write(catalogs: Catalogs): void {
  const before = readCatalogs();
  for (const language of translatedLanguages) {
    for (const part of parts) {
      const catalog = catalogs[language]?.[part] ?? {};
      const gone = Object.keys(before[language]?.[part] ?? {}).filter((source) => !(source in catalog)).length;
      const missing = Object.values(catalog).filter((text) => text === "").length;
      writeFileSync(catalogFile(language, part), `${JSON.stringify(catalog, null, 2)}\n`);
      console.log(`${language} ${part}: ${Object.keys(catalog).length} texts, ${missing} not translated, ${gone} gone`);
    }
  }
}

main(process.argv.slice(2));
