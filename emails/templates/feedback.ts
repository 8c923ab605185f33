import { words } from "@/lib/language/t";
import { button, centered, columns, divider, doc, h1, h2, lead, link, p, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const feedback: BuiltinTemplate = {
  key: "feedback",
  name: words("How was it?"),
  description: words(
    "One question with four answers to click. The click is the answer; words are welcome, not needed.",
  ),
  category: "Customers",
  subject: "One click: how was it?",
  previewText: "Four answers to choose from. It takes as long as it took to read this.",
  document: doc(
    centered(h1("How was it?")),
    centered(
      lead(
        "Hello ",
        tag("contact.first_name", "there"),
        ", you ordered from us last week. One click tells us how we did.",
      ),
    ),
    columns([
      [centered(button("Great", "https://example.com/feedback?answer=great"))],
      [centered(button("Good", "https://example.com/feedback?answer=good", "outline"))],
      [centered(button("So-so", "https://example.com/feedback?answer=so-so", "outline"))],
      [centered(button("Poor", "https://example.com/feedback?answer=poor", "outline"))],
    ]),
    centered(small("The page that opens has room for a sentence, if you have one.")),
    divider,
    h2("What becomes of your answer"),
    p(
      "Every Monday two of us read all of them, the bad ones first. Last month they got us new packaging (fewer dents), a later ",
      "cut-off for parcels, and an apology to everybody who waited for the blue one.",
    ),
    p(
      "Something is wrong with your order? ",
      link("Write to us", "mailto:hello@example.com"),
      " and a person will put it right today.",
    ),
    small("Thank you. It helps more than you would think. ", tag("workspace.name")),
  ),
};
