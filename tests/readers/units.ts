/** A text that grows: `of(n)` has about n characters. */
export interface Growing {
  name: string;
  /** Characters of what is repeated. */
  unit: number;
  of: (chars: number) => string;
}

const repeated = (unit: string): Growing => ({
  name: JSON.stringify(unit),
  unit: unit.length,
  of: (chars) => unit.repeat(Math.max(1, Math.floor(chars / unit.length))),
});

const nested = (open: string, close: string): Growing => ({
  name: `${JSON.stringify(open)} nested`,
  unit: open.length + close.length,
  of: (chars) => {
    const times = Math.max(1, Math.floor(chars / (open.length + close.length)));
    return open.repeat(times) + close.repeat(times);
  },
});

/** Half the length is one unit and half the other: what opens is looked for long after it stopped. */
const followed = (first: string, second: string): Growing => ({
  name: `${JSON.stringify(first)} then ${JSON.stringify(second)}`,
  unit: first.length + second.length,
  of: (chars) =>
    first.repeat(Math.floor(chars / 2 / first.length)) + second.repeat(Math.floor(chars / 2 / second.length)),
});

const nestedParts: Growing = {
  name: "parts in parts",
  unit: 60,
  of: (chars) => {
    const lines: string[] = [];
    for (let length = 0, at = 0; length < chars; at++) {
      const line = `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`;
      lines.push(line);
      length += line.length;
    }
    return lines.join("");
  },
};

const characters = [..."<>&\"'()[]{},;:=@.-_~ \t\n\0\\|/#%?*+$^`a1é٠漢"];

const markup = [
  ...["<img ", "<img <img", "<!--", "-->", "<a ", "</a>", "<a href=x>", "<script>", "<style>", "</", "<p>", "<!", "<?"],
  ...["&#", "&#1", "&amp;", "href=", 'href="', 'style="', "/*", "url(", "http://", "https://a.b/c ", "http://)"],
  ...["{{", "}}", "{%", "{{ x }}", "{% if x %}", "{% for i in (1..9) %}", "{% raw %}", '{{ x | default: "'],
];

const mail = [
  ...[
    "\r\n",
    "\n ",
    "\r",
    "\n\n",
    " \n",
    "x:",
    "x: y\r\n",
    "Received: ",
    "for <",
    "--b\r\n",
    "\n--b\n",
    "\n--b",
    "--b--\r\n",
  ],
  ...[
    "=?utf-8?q?",
    "=?utf-8?b?",
    "=?a?q?b?= ",
    "=?=",
    "=0A",
    "=\n",
    "a@",
    "a.",
    "a-",
    "<a@b>",
    "<a@b",
    "a@b.c ",
    "a@b,",
    '"a@',
  ],
  ...[
    "5.1.1 ",
    "550 ",
    "550-",
    "550 5.1.1 <",
    "smtp;",
    "rfc822;",
    "on ",
    "On 1 wrote",
    "> ",
    "-----",
    "____",
    "…",
    "a=b;",
  ],
];

const others = [
  ...[
    "[[",
    "((",
    "))",
    "\t\n",
    ",\n",
    "a,",
    '"a",',
    '","',
    "--",
    "1.",
    "1,",
    "127.0.0.1 ",
    "%41",
    "\\x",
    "v=",
    "x-",
    "a=b&",
  ],
  ...["bot ", "Mozilla/5.0 ", "user ", "mailbox ", "not ", "ab "],
  ...["\u200f", "\u202e", "\ud83d\ude00", "\ud800", "e\u0301", "\u0000\u0001", "\u00a0", "\u3000"],
];

const shapes = {
  characters: [
    nested("[", "]"),
    nested("(", ")"),
    followed("a", "@"),
    followed(" ", "x"),
    followed("<", ">"),
    followed("a ", "\n"),
  ],
  markup: [
    nested("<div>", "</div>"),
    nested("{% if x %}", "{% endif %}"),
    followed("<a>", "</b>"),
    followed("<b>", "</a>"),
  ],
  mail: [nestedParts],
  others: [nested('{"a":', "}")],
};

/** Made once for all readers: making them would take longer than reading them. */
const made = new Map<string, string>();

const keeping = ({ name, unit, of }: Growing): Growing => ({
  name,
  unit,
  of: (chars) => {
    const key = `${name} ${chars}`;
    const text = made.get(key) ?? of(chars);
    if (chars <= 32 * 1024) made.set(key, text);
    return text;
  },
});

const growing = {
  characters: [...characters.map(repeated), ...shapes.characters].map(keeping),
  markup: [...markup.map(repeated), ...shapes.markup].map(keeping),
  mail: [...mail.map(repeated), ...shapes.mail].map(keeping),
  others: [...others.map(repeated), ...shapes.others].map(keeping),
};

/** What each reader is given; one that takes long reads one world only, and is spared the texts of the others. */
export function growingFor(reader: string): readonly Growing[] {
  const { characters, markup, mail, others } = growing;
  if (/^a mail: /.test(reader)) return [...characters, ...mail];
  if (/^a shown mail: |^HTML of an author|render-document|text-source|present-content/.test(reader))
    return [...characters, ...markup];
  return [...characters, ...markup, ...mail, ...others];
}
