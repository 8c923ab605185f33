import { bullets, button, divider, doc, h1, h2, lead, p, picture, quote, small, tag } from "@/emails/templates/build";

/** What the shop of the sample data is about to send: written, not a design as it came. */
export const upcoming = [
  {
    name: "Winter gift guide",
    subject: "Gifts that get used",
    previewText: "Seven things under £60 that will be out of the drawer by January.",
    templateKey: "promotion",
    list: "Product news",
    labels: ["Winter"],
    /** Days from now, at nine in the morning (UTC); null: it stays a draft. */
    leavesInDays: 3,
    document: doc(
      h1("Gifts that get used"),
      lead(
        "Hello ",
        tag("contact.first_name", "there"),
        ", we asked the people in our shops what they have given twice. These seven came back most often.",
      ),
      picture("blanket.png", "A folded wool blanket"),
      h2("Under £60, and made to last"),
      bullets(
        "A wool blanket from Brecon, for the tent and the sofa",
        "A head torch that charges by USB and lasts a whole night walk",
        "Mended boots: a voucher for our repair bench, in an envelope made of old maps",
      ),
      button("See all seven", "https://fernway.shop/gifts"),
      divider,
      p("Order by 18 December and it is there before Christmas, in paper you can light the stove with."),
      small("You have what you need? Then have a quiet December. We mean it."),
    ),
  },
  {
    name: "Trail Notes 17",
    subject: "The first frost, and where to see it",
    previewText: "Three short walks that begin before the sun does.",
    templateKey: "newsletter",
    list: "Trail Notes",
    labels: ["Trail Notes"],
    leavesInDays: null,
    document: doc(
      h1("The first frost, and where to see it"),
      lead(
        "Morning ",
        tag("contact.first_name", "walker"),
        ". It was minus two on the Mendips this week, and the grass sounded like glass.",
      ),
      picture("newsletter.png", "Sun rising over layered hills"),
      h2("Be there by half past seven"),
      p(
        "Frost lives in hollows and leaves with the sun. We picked three walks of under two hours that begin in the dark and end at ",
        "a kettle: Burrington Combe, the water meadows at Chew, and the old railway above Midford.",
      ),
      button("The three walks, with maps", "https://fernway.shop/notes/17"),
      divider,
      h2("What to wear under it all"),
      p(
        "Two thin layers beat one thick one, and a hat beats both. Ours are knitted in Leicester by people we have met.",
      ),
      quote(p("I went out for ten minutes and came back at noon. (Margaret, 71, after last year's letter)")),
      small("Until the next one, everybody at ", tag("workspace.name"), "."),
    ),
  },
  {
    name: "Map reading for beginners",
    subject: "An evening with paper maps",
    previewText: "Bring a pencil. We bring tea and thirty maps.",
    templateKey: "event-invitation",
    list: "Bristol store events",
    labels: ["Shop events"],
    leavesInDays: 6,
    document: doc(
      h1("An evening with paper maps"),
      lead(
        tag("contact.first_name", "Hello"),
        ", the battery is at two per cent and the path has ended. What now? Helen has led walks for thirty years and shows you.",
      ),
      h2("Thursday week, seven o'clock, in the shop"),
      bullets(
        "Contour lines, and why the short way is often the long one",
        "A compass in ten minutes, with mistakes",
        "A walk planned together, to take home",
      ),
      button("Keep me a chair", "https://fernway.shop/maps"),
      small("Twenty chairs, no charge. Tea from six thirty."),
    ),
  },
  {
    name: "Boots, resoled",
    subject: "Your boots have another thousand miles in them",
    previewText: "Our cobbler is back from Sheffield with a van full of soles.",
    templateKey: "plain-letter",
    list: "Members' club",
    labels: ["Winter", "Club"],
    leavesInDays: 10,
    document: doc(
      p("Hello ", tag("contact.first_name", "there"), ","),
      p(
        "Tom is back at the bench. If the heels of your boots lean to one side, he would like to see them before you go and ",
        "buy new ones: nine pairs out of ten can be saved, for about a third of the price.",
      ),
      p("Bring them in, or put them in a box with your name and we send them home again. It takes a week."),
      button("Send in my boots", "https://fernway.shop/resole"),
      p("Walk well, and tell us where you have been."),
      p("Robin, for everybody at ", tag("workspace.name")),
    ),
  },
] as const;
