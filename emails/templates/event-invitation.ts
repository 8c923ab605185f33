import { words } from "@/lib/language/t";
import {
  bold,
  button,
  columns,
  doc,
  eyebrow,
  h1,
  h2,
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

export const eventInvitation: BuiltinTemplate = {
  key: "event-invitation",
  name: words("Event invitation"),
  description: words("Date, place, programme and one clear way to say yes."),
  category: "Events",
  subject: "You are invited: an evening on work that lasts",
  previewText: "Thursday 14 May, 18:30, Old Print Works. Seats are few.",
  document: doc(
    picture("event.png", "Evening lights over a city"),
    eyebrow("Invitation"),
    h1("An evening on work that lasts"),
    lead(
      tag("contact.first_name", "Hello"),
      ", we would love to have you with us: three short talks, a long table and people you will want to meet.",
    ),
    section(
      "card",
      columns(
        [
          [p(bold("When"), lineBreak, "Thursday, 14 May", lineBreak, "18:30 to 21:30")],
          [
            p(
              bold("Where"),
              lineBreak,
              "Old Print Works",
              lineBreak,
              link("12 River Street", "https://example.com/map"),
            ),
          ],
        ],
        [50, 50],
      ),
    ),
    button("Save my seat", "https://example.com/evening"),
    h2("The programme"),
    p(bold("18:30 · Doors open. "), "Something to drink, and name tags that say what you are curious about."),
    p(bold("19:00 · Repair as a business. "), "Ines Duarte on a workshop that earns more by selling less."),
    p(bold("19:30 · Forty years of one product. "), "Tomas Lind on saying no, politely, every week."),
    p(bold("20:00 · The long table. "), "Soup, bread and everybody's favourite question."),
    small("There are sixty seats. If you cannot come, tell us and somebody on the waiting list will be happy."),
  ),
};
