import { words } from "@/lib/language/t";
import { bold, bullets, button, centered, doc, eyebrow, h1, h2, lead, link, p, section, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const lastCall: BuiltinTemplate = {
  key: "last-call",
  name: words("Last call"),
  description: words("The reminder before an offer ends: what ends, when, and one button. Nothing else."),
  category: "Sales",
  subject: "Ends tonight: a fifth off everything",
  previewText: "At midnight the prices go back to what they were.",
  document: doc(
    section(
      "accent",
      centered(eyebrow("Last call")),
      centered(h1("Ends tonight at midnight")),
      centered(lead("A fifth off everything. After that, what it always costs.")),
      centered(button("Take a last look", "https://example.com/sale")),
    ),
    p(
      "Hello ",
      tag("contact.first_name", "there"),
      ", this is the only reminder you get. If you have everything you need, have a good evening and think no more of it.",
    ),
    h2("What goes quickest"),
    bullets(
      [bold("The wool blanket. "), "About forty are left, most of them in green."],
      [bold("The desk lamp. "), "The last of the brass ones. They will not be made again."],
      [bold("The oak chair. "), "In stock, and at your door before the weekend."],
    ),
    small(
      "The price you see is the price you pay; no code. Returns are free for 30 days. ",
      link("The small print", "https://example.com/terms"),
      ".",
    ),
  ),
};
