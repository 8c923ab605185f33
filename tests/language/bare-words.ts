import { isNode, lineOf, literalOf, type Node, walkFile } from "./walk";

/** Attributes that people read or hear. */
const read =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|title|label|placeholder|description|help|hint|heading|name|note|text|message|action|\w+(Label|Title|Text|Description|Help|Hint|Message|Placeholder))$/;
const words = /\p{L}{2}/u;
const brands =
  /^(Google|Microsoft|Yahoo|Apple|Mimecast|Proofpoint|Orange|La Poste|Tencent QQ|Comcast|Segment|Claude Code)$/;
/** A brand, a code, an address, a class: nobody translates it. */
const isName = (text: string) =>
  !words.test(text) ||
  brands.test(text) ||
  /^(\S+@\S+|([a-z0-9-]+\.)+[a-z]{2,}|https?:\/\/\S*|(Authorization: )?Bearer \S*)$/.test(text.trim()) ||
  /^(Homing|STARTTLS|SPF|DKIM|DMARC|SMTP|API|HTML|URL|CSV|IMAP|TLS|DNS|UTC|JSON|MX|IP|SQL|MCP|px)$/.test(text.trim());
/** Attributes that hold words only where they look like words: `name="email"` is a name. */
const looksSaid = (name: string, text: string) => name !== "name" || /^\p{Lu}/u.test(text) || /\s/.test(text);

/** Begins like a sentence or a label, or holds words and ends like a sentence. */
const sentence = /^\p{Lu}\p{Ll}+([ .,:;…?!’']|$)|\p{L} \p{L}.*[.?!…]$/u;
const sayers = /^(t|msg|words|rich)$/;
/** Where a text is no words for people: what it is compared with, names of things, mistakes of programmers. */
const elsewhere = /^(ImportDeclaration|ImportExpression|TS\w+|SwitchCase)$/;

function isSaid(node: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1);
  if (parent?.type === "BinaryExpression" && /^[!=]==?$|^in$/.test(String(parent.operator))) return false;
  if (parent?.type === "Property" && parent.key === node && parent.value !== node) return false;
  return !around.some((outer) => {
    const callee = outer.callee as Node | undefined;
    if (outer.type === "CallExpression") return sayers.test(String(callee?.name));
    if (outer.type === "NewExpression") return /Error$/.test(String(callee?.name));
    if (outer.type === "JSXAttribute")
      return !read.test(String((outer.name as Node).name)) && isNode(outer.value) && outer.value === node;
    return (
      elsewhere.test(outer.type) &&
      outer.type !== "TSAsExpression" &&
      outer.type !== "TSSatisfiesExpression" &&
      outer.type !== "TSNonNullExpression"
    );
  });
}

/** Words on screens that no catalog has: in JSX as text, in attributes that are read, and whatever else reads like words. */
export function bareWordsIn(files: readonly string[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    walkFile(file, (node, around) => {
      const say = (text: string) => found.push(`${lineOf(file, node)} ${text.trim().slice(0, 60)}`);
      if (node.type === "JSXText" && !isName(String(node.value)) && !isCode(around)) say(String(node.value));
      const literal = node.type === "Literal" || node.type === "TemplateLiteral" ? saidBy(node) : [];
      for (const text of literal) if (sentence.test(text) && !isName(text) && isSaid(node, around)) say(text);
      if (node.type === "JSXAttribute") {
        const name = String((node.name as Node).name);
        for (const text of saidBy(node.value)) if (read.test(name) && !isName(text) && looksSaid(name, text)) say(text);
      }
      if (node.type === "JSXExpressionContainer" && around.at(-1)?.type !== "JSXAttribute") {
        for (const text of saidBy(node)) if (!isName(text) && !isCode(around)) say(text);
      }
    });
  }
  return [...new Set(found)];
}

/** `<code>` and `<kbd>` show what machines read. */
const isCode = (around: readonly Node[]) =>
  around.some((node) => {
    const name = (node.openingElement as Node | undefined)?.name as Node | undefined;
    return node.type === "JSXElement" && /^(code|pre|kbd|Kbd|Code|style|script)$/.test(String(name?.name));
  });

/** Literals that a value of JSX may be: itself, either side of a condition, a template. */
function saidBy(value: unknown): string[] {
  if (!isNode(value)) return [];
  const literal = literalOf(value);
  if (literal !== undefined) return [literal];
  if (value.type === "JSXExpressionContainer") return saidBy(value.expression);
  if (value.type === "ConditionalExpression") return [...saidBy(value.consequent), ...saidBy(value.alternate)];
  if (value.type === "LogicalExpression") return [...saidBy(value.left), ...saidBy(value.right)];
  if (value.type === "TemplateLiteral") {
    return [(value.quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked).join("")];
  }
  return [];
}
