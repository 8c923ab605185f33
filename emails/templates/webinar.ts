import { words } from "@/lib/language/t";
import {
  bold,
  bullets,
  button,
  columns,
  doc,
  eyebrow,
  h1,
  h2,
  h3,
  lead,
  lineBreak,
  link,
  p,
  picture,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const webinar: BuiltinTemplate = {
  key: "webinar",
  name: words("Webinar"),
  description: words("What people will learn, who speaks, when it is in their day, and a seat to save."),
  category: "Events",
  subject: "Live on Tuesday: plan a quarter in one afternoon",
  previewText: "Forty-five minutes, three people who do it, and a template to keep.",
  document: doc(
    eyebrow("Live session · free"),
    h1("Plan a quarter in one afternoon"),
    lead(
      "Hello ",
      tag("contact.first_name", "there"),
      ", on Tuesday three people who plan for a living show how they do it, on a real plan, with the mistakes left in.",
    ),
    section(
      "card",
      columns(
        [
          [
            p(
              bold("Tuesday, 9 June"),
              lineBreak,
              "15:00 to 15:45 (Berlin)",
              lineBreak,
              "14:00 in London, 9:00 in New York",
            ),
          ],
          [button("Save my seat", "https://example.com/session")],
        ],
        [60, 40],
      ),
    ),
    h2("You will leave with"),
    bullets(
      [bold("One page. "), "The template they use, filled in and empty."],
      [bold("Three questions. "), "To ask before anything goes on the list."],
      [bold("A good no. "), "How to say it to your favourite idea."],
    ),
    h2("Who speaks"),
    columns([
      [
        picture("portrait-ines.png", "Ines Duarte"),
        h3("Ines Duarte"),
        small("Runs a workshop that earns more by selling less."),
      ],
      [
        picture("portrait-tomas.png", "Tomas Lind"),
        h3("Tomas Lind"),
        small("Has said no, politely, every week for forty years."),
      ],
      [
        picture("portrait-amara.png", "Amara Osei"),
        h3("Amara Osei"),
        small("Plans festivals. Nothing scares her any more."),
      ],
    ]),
    p(
      "No time on Tuesday? ",
      link("Sign up all the same", "https://example.com/session"),
      " and the recording comes to you on Wednesday.",
    ),
    small("Questions beforehand are the best kind: answer this mail, and they will be asked live."),
  ),
};
