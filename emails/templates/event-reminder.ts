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
  numbered,
  p,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const eventReminder: BuiltinTemplate = {
  key: "event-reminder",
  name: words("Event reminder"),
  description: words("The day before: when, where, how to get there and what to bring. For reading at the bus stop."),
  category: "Events",
  subject: "Tomorrow at half past six: all you need to know",
  previewText: "Old Print Works, 12 River Street. Doors open at 18:30.",
  document: doc(
    eyebrow("See you tomorrow"),
    h1("All you need to know"),
    lead(tag("contact.first_name", "Hello"), ", your seat is saved. Keep this mail at hand: it is also your ticket."),
    section(
      "tint",
      columns(
        [
          [p(bold("When"), lineBreak, "Thursday, 14 May", lineBreak, "Doors 18:30, start 19:00")],
          [p(bold("Where"), lineBreak, "Old Print Works", lineBreak, "12 River Street, second door")],
        ],
        [50, 50],
      ),
    ),
    columns([
      [button("Show the way", "https://example.com/map")],
      [button("Put it in my calendar", "https://example.com/evening.ics", "outline")],
    ]),
    h2("Getting there"),
    numbered(
      [bold("By tram. "), "Lines 3 and 7 to River Bridge, then two minutes on foot."],
      [bold("By bicycle. "), "There are racks in the yard, under a roof."],
      [bold("By car. "), "Better not. If you must: the car park behind the theatre."],
    ),
    p(
      bold("Cannot come after all? "),
      link("Give your seat back", "https://example.com/cancel"),
      ". Somebody on the waiting list will be very happy.",
    ),
    small("Step-free from the yard. If we can make anything easier for you, answer this mail."),
  ),
};
