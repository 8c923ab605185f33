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

const units = [
  ..."<>&\"'()[]{},;:=@.-_~ \t\n\0\\|/#%?*+$^`a1é٠漢",
  ...[
    "<img ",
    "<img <img",
    "<!--",
    "-->",
    "<a ",
    "</a>",
    "<a href=x>",
    "<script>",
    "<style>",
    "</",
    "<p>",
    "<!",
    "<?",
    "&#",
    "&#1",
    "&amp;",
  ],
  ...[
    "{{",
    "}}",
    "{%",
    "{{ x }}",
    "{% if x %}",
    "{% for i in (1..9) %}",
    "{% raw %}",
    '{{ x | default: "',
    "[[",
    "((",
    "))",
    "href=",
    'href="',
    'style="',
    "/*",
    "url(",
  ],
  ...[
    "\r\n",
    "\n ",
    "\r",
    "\n\n",
    " \n",
    "\t\n",
    ",\n",
    "x:",
    "x: y\r\n",
    "Received: ",
    "for <",
    "a,",
    '"a",',
    '","',
    "--",
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
    "5.1.1 ",
    "550 ",
    "550-",
    "550 5.1.1 <",
    "http://",
    "https://a.b/c ",
    "http://)",
  ],
  ...[
    "on ",
    "On 1 wrote",
    "> ",
    "-----",
    "____",
    "…",
    "1.",
    "1,",
    "127.0.0.1 ",
    "bot ",
    "Mozilla/5.0 ",
    "user ",
    "mailbox ",
    "not ",
    "x-",
    "v=",
    "%41",
    "\\x",
    "\u200f",
    "\u202e",
    "\ud83d\ude00",
    "\ud800",
    "e\u0301",
    "\u0000\u0001",
    "\u00a0",
    "\u3000",
    "smtp;",
    "rfc822;",
    "ab ",
    "a=b&",
    "a=b;",
  ],
];

const all: readonly Growing[] = [
  ...units.map(repeated),
  nested("[", "]"),
  nested("(", ")"),
  nested('{"a":', "}"),
  nested("<div>", "</div>"),
  nested("{% if x %}", "{% endif %}"),
  followed("<a>", "</b>"),
  followed("<b>", "</a>"),
  followed("a", "@"),
  followed(" ", "x"),
  followed("<", ">"),
  followed("a ", "\n"),
  nestedParts,
];

/** Made once for all readers: making them would take longer than reading them. */
const made = new Map<string, string>();

export const growing: readonly Growing[] = all.map(({ name, unit, of }) => ({
  name,
  unit,
  of: (chars) => {
    const key = `${name} ${chars}`;
    const text = made.get(key) ?? of(chars);
    if (chars <= 32 * 1024) made.set(key, text);
    return text;
  },
}));
