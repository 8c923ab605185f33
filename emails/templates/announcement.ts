import { words } from "@/lib/language/t";
import { bold, bullets, button, doc, eyebrow, h1, h2, lead, link, p, picture, section, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const announcement: BuiltinTemplate = {
  key: "announcement",
  name: words("Announcement"),
  description: words("One piece of news, told clearly, with one thing to do."),
  category: "News",
  subject: "We are opening a second home",
  previewText: "From the first of next month you find us in two places.",
  document: doc(
    picture("announcement.png", "Two overlapping circles in warm colours"),
    eyebrow("News"),
    h1("We are opening a second home"),
    lead(
      "Dear ",
      tag("contact.first_name", "friend"),
      ", from the first of next month you find us in two places: where we have always been, and in the old print works by the river.",
    ),
    p(
      "More room means shorter waits, a workshop with its own door, and a counter where you can try things before you take ",
      "them home. The team you know stays where it is; six new people join at the river.",
    ),
    section(
      "tint",
      h2("What changes for you"),
      bullets(
        [bold("Pick up where you like. "), "Choose either place when you order."],
        [bold("Longer hours. "), "The river opens until eight in the evening."],
        [bold("Nothing to do. "), "Your account, prices and people stay the same."],
      ),
    ),
    button("Plan your visit", "https://example.com/river"),
    p("Questions? ", link("Write to us", "mailto:hello@example.com"), ", a person answers within a day."),
  ),
};
