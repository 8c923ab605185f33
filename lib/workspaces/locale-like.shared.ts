import { workspaceLocales } from "./choices.shared";

/** How dates and numbers are written for somebody whose browser asks for these languages (BCP 47), the best liked first. */
export function localeLike(languages: readonly string[]): (typeof workspaceLocales)[number] {
  for (const language of languages) {
    const [base] = language.split("-");
    const like = workspaceLocales.find((one) => one === language) ?? workspaceLocales.find((one) => one === base);
    if (like) return like;
  }
  return "en";
}
