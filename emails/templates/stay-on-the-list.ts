import { words } from "@/lib/language/t";
import { bold, button, centered, doc, h1, lead, link, p, section, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const stayOnTheList: BuiltinTemplate = {
  key: "stay-on-the-list",
  name: words("Stay on the list?"),
  description: words(
    "Asks people who no longer read whether they want to stay. Silence is a no: good for them and for your reputation.",
  ),
  category: "Customers",
  subject: "Shall we keep writing to you?",
  previewText: "One click to stay. Without it, this was the last one.",
  document: doc(
    centered(h1("Shall we keep writing?")),
    centered(
      lead(
        "Hello ",
        tag("contact.first_name", "there"),
        ", you have not opened our mails for half a year. Perhaps they are not for you any more, and that is fine.",
      ),
    ),
    section(
      "card",
      centered(p(bold("Would you like to hear from us in future?"))),
      centered(button("Yes, keep me on the list", "https://example.com/stay")),
      centered(small("Two mails a month, as before.")),
    ),
    centered(p("Fewer would be better? ", link("Choose what you get", "{{ preferences_url }}"), ".")),
    centered(
      p(
        "Do nothing, and ",
        bold("this was the last one"),
        ". Your address is then taken off the list within two weeks.",
      ),
    ),
    centered(small("Thank you for reading us as long as you did. ", tag("workspace.name"))),
  ),
};
