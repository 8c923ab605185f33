import { pick, pickWeighted } from "./random";

// Every domain ends in .example (RFC 2606): a real transport set later cannot reach anybody by mistake.
const domains = [
  ["gmail.example", 46],
  ["outlook.example", 14],
  ["icloud.example", 11],
  ["yahoo.example", 9],
  ["gmx.example", 5],
  ["proton.example", 3],
  ["hillwalkers.example", 2],
  ["studio-kern.example", 1],
] as const;

const firstNames =
  "Ava Ben Clara Daniel Elena Felix Grace Hugo Ines Jonas Karin Liam Maya Noah Olga Pablo Quinn Rosa Samuel Tessa Umar Vera William Xenia Yusuf Zoë Amélie Björn Chiara Dmitri Eleni Fatima Gustav Hana Ivan Jürgen Katarzyna Lucía Mehmet Nadia Oskar Priya Rafael Sofia Tomás Ulla Viktor Wanda Yara Zane".split(
    " ",
  );
const lastNames =
  "Adler Brandt Costa Dubois Evans Fischer García Hughes Ivanova Jensen Kowalski Larsen Moreau Novak O'Brien Petrov Quist Rossi Schmidt Tanaka Ueda Vogel Walker Xu Young Zimmermann Andersson Becker Clarke Díaz Eriksen Fontaine Greco Hoffmann Ibrahim Johansson Keller Lindqvist Müller Nielsen".split(
    " ",
  );
const cities = ["Bristol", "Leeds", "Edinburgh", "Berlin", "Hamburg", "Lyon", "Porto", "Utrecht", "Malmö", "Innsbruck"];
const activities = ["Hiking", "Climbing", "Trail running", "Camping", "Bikepacking"];

export interface Person {
  email: string;
  firstName: string | null;
  lastName: string | null;
  fields: Record<string, string | number | boolean>;
  createdAt: Date;
}

const plain = (name: string) =>
  name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();

/** `count` people who joined over the last fourteen months, more of them lately. */
export function samplePeople(random: () => number, count: number, now: Date): Person[] {
  const spanMs = 425 * 86_400_000;
  return Array.from({ length: count }, (_, index) => {
    const [first, last] = [pick(random, firstNames), pick(random, lastNames)];
    const orders = Math.floor(random() ** 3 * 14);
    // One in nine gave no name: that is what fallbacks of merge tags are for.
    const anonymous = random() < 0.11;
    return {
      email: `${plain(first)}.${plain(last)}${index}@${pickWeighted(random, domains)}`,
      firstName: anonymous ? null : first,
      lastName: anonymous ? null : last,
      fields: {
        city: pick(random, cities),
        favourite_activity: pick(random, activities),
        orders,
        club_member: orders > 4,
      },
      createdAt: new Date(now.getTime() - spanMs * (1 - Math.sqrt(random())) - 3_600_000),
    };
  });
}
