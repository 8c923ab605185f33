import { randomBytes } from "node:crypto";
import type { Env } from "@/lib/base/env";
import { chooseSettings } from "./chosen-settings";

/** Lets pictures be kept in another place, in a test that mocks the settings. */
export const picturesIn = (place: string, more: Partial<Env> = {}): void =>
  chooseSettings({ PICTURES_IN: place, ...more });

/** A PNG like no other, as far as anybody looks. */
export function newPicture(bytes = 2000): Buffer {
  const picture = randomBytes(bytes);
  picture.write("89504e470d0a1a0a0000000d49484452", "hex");
  picture.writeUInt32BE(60, 16);
  picture.writeUInt32BE(40, 20);
  return picture;
}

/** Lets time pass for whoever asks the clock of a context. */
export const later = <C extends { now(): Date }>(ctx: C, hours: number): C => ({
  ...ctx,
  now: () => new Date(Date.now() + hours * 3_600_000),
});
