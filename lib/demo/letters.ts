/** What people wrote back to the campaigns of the sample data. */
export interface SampleLetter {
  /** Name of the past campaign that it answers. */
  campaign: string;
  hoursLater: number;
  text: string;
  /** Somebody has dealt with it. */
  handled: boolean;
  /** A program wrote it for them (RFC 3834). */
  away?: true;
}

export const sampleLetters: readonly SampleLetter[] = [
  {
    campaign: "Repair evening",
    hoursLater: 3,
    text: "Hello,\n\ncan I bring two pairs, or is it one for each of us? The second are my daughter's and she cannot come herself.\n\nThank you for doing this.",
    handled: true,
  },
  {
    campaign: "Repair evening",
    hoursLater: 30,
    text: "I would have loved to come but I am on crutches. Will there be another one in the new year?",
    handled: true,
  },
  {
    campaign: "Autumn range",
    hoursLater: 6,
    text: "Is the grey jumper coming back in medium? The page has said sold out for a week, and I would rather wait for it than buy another.",
    handled: true,
  },
  {
    campaign: "Autumn range",
    hoursLater: 1,
    text: "I am out of the office until Monday and read your mail then.",
    handled: false,
    away: true,
  },
  {
    campaign: "Trail Notes 16",
    hoursLater: 20,
    text: "The walk by the old railway is closed at the second bridge, the council put up a fence last week. You may want to tell people.\n\nBest soup recipe so far, by the way.",
    handled: false,
  },
  {
    campaign: "Club letter",
    hoursLater: 2,
    text: "What almost made me leave: the parcel that came three weeks late in March. What made me stay: Sam in the shop, who rang me about it twice.",
    handled: false,
  },
  {
    campaign: "Club letter",
    hoursLater: 26,
    text: "Honest answer? Your mails are lovely and there are too many of them. Once a month would do for me. Can I choose that somewhere?",
    handled: false,
  },
  {
    campaign: "Saturday walk",
    hoursLater: 1,
    text: "Two places for Saturday please, if there are any left! Are dogs allowed? He is small and very polite.",
    handled: false,
  },
];
