import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { isCommonPassword } from "./common-passwords";
import { hashPassword } from "./passwords";

/** Whose password it will be: what stands in their account is the first that somebody tries. */
export interface PasswordOwner {
  email: string;
  name?: string;
  /** Other names close to them: their workspace. */
  words?: readonly string[];
}

const productWords = ["homing"];
/** What is left of a password without its owner's words must be at least as long as this. */
const enoughBesides = 8;

const tooCommon = () => t("This password is among the first ones people guess. Choose other words.");
const ownWords = () =>
  t("This password is made of your name, your address or the name of this product. Choose other words.");

/**
 * The one way to a stored password: refuses what is easily guessed and gives the hash. Length is checked by `NewPassword`.
 * Throws `invalid` with words at `field`.
 */
export async function hashNewPassword(password: string, owner: PasswordOwner, field = "password"): Promise<string> {
  if (isMadeOfOwnWords(password, owner)) throw invalid(ownWords(), { [field]: ownWords() });
  if (await isCommonPassword(password)) throw invalid(tooCommon(), { [field]: tooCommon() });
  return hashPassword(password);
}

const simple = (text: string) => text.normalize("NFKC").toLowerCase();

/** True when hardly anything is left without the owner's address and names, digits and signs. */
export function isMadeOfOwnWords(password: string, owner: PasswordOwner): boolean {
  const email = simple(owner.email);
  const names = [owner.name ?? "", ...(owner.words ?? []), email, ...productWords].map(simple);
  const parts = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  const words = [...new Set(parts)].filter((word) => [...word].length >= 3).sort((a, b) => b.length - a.length);
  const whole = simple(password);
  const rest = words.reduce((text, word) => text.replaceAll(word, " "), whole);
  if (rest === whole) return false;
  return [...rest.replace(/[^\p{L}]+/gu, "")].length < enoughBesides;
}
