import { words } from "@/lib/language/t";
import { bold, button, doc, h1, h2, italic, lead, link, numbered, p, picture, section, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const welcome: BuiltinTemplate = {
  key: "welcome",
  name: words("Welcome"),
  description: words("Greets somebody new and shows the first three steps."),
  category: "Onboarding",
  subject: "Welcome to {{ workspace.name }}",
  previewText: "Three small steps, ten minutes, and you are at home.",
  document: doc(
    picture("welcome.png", "An open door with light behind it"),
    h1("Good to have you, ", tag("contact.first_name", "friend")),
    lead("Thank you for joining. Here is how most people get going in their first ten minutes."),
    section(
      "card",
      numbered(
        [bold("Say who you are. "), "A name and a time zone, so that nothing arrives in the middle of the night."],
        [bold("Bring one thing along. "), "A list, a file or a question you have carried around."],
        [bold("Pick your rhythm. "), "Daily, weekly or only when it matters. You can change it any time."],
      ),
    ),
    button("Take the first step", "https://example.com/start"),
    h2("If you get stuck"),
    p(
      "The ",
      link("short guide", "https://example.com/guide"),
      " answers what people ask most. Or answer this mail: a person reads it.",
    ),
    small(italic("You will get two more mails from us this week, then only what you ask for.")),
  ),
};
