import { words } from "@/lib/language/t";
import { bold, button, columns, divider, doc, eyebrow, h1, h3, lead, link, p, section, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const digest: BuiltinTemplate = {
  key: "digest",
  name: words("Link digest"),
  description: words("Short and without pictures: five links worth a click, each with one line that says why."),
  category: "Newsletters",
  subject: "Five links for a slow Friday",
  previewText: "A bridge made of paper, a better to-do list and the sound of old printers.",
  document: doc(
    eyebrow("The Friday list · No. 24"),
    h1("Five links for a slow Friday"),
    lead(
      "Hello ",
      tag("contact.first_name", "reader"),
      ". We read two hundred things this week, so that you need only five.",
    ),
    divider,
    eyebrow("Craft"),
    h3(link("A bridge made of paper, and the lorry that crossed it", "https://example.com/paper-bridge")),
    p("Engineers fold 3,600 sheets and drive over them. Watch the second minute twice. ", bold("7 min")),
    eyebrow("Work"),
    h3(link("The to-do list that gets shorter", "https://example.com/shorter-list")),
    p("One rule: nothing is added before something is crossed out. It is harsher than it sounds. ", bold("4 min")),
    eyebrow("History"),
    h3(link("How the barcode won", "https://example.com/barcode")),
    p("A beach, four fingers drawn through the sand, and twenty years of supermarkets saying no. ", bold("11 min")),
    eyebrow("Listening"),
    h3(link("Forty printers, one orchestra", "https://example.com/printers")),
    p("Somebody recorded every office machine of the nineties and tuned them. ", bold("3 min")),
    eyebrow("Food"),
    h3(link("Bread with nothing to knead", "https://example.com/bread")),
    p("Mix it tonight, bake it tomorrow. You own everything it needs. ", bold("5 min")),
    divider,
    section(
      "tint",
      columns(
        [
          [h3("Read something good?"), p("Send it to us. The best link of the month gets its finder a thank-you.")],
          [button("Send a link", "https://example.com/send", "outline")],
        ],
        [62, 38],
      ),
    ),
    small("Five links, every Friday, and never a sixth. Your friends at ", tag("workspace.name"), "."),
  ),
};
