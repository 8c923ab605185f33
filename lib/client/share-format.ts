import { t } from "@/lib/language/t";

/** Below it a decimal less would hide what matters: a complaint in ten thousand is a number that counts. */
const SMALL = 0.00995;

/** How shares from 0 to 1 are written, everywhere: on screen, in mails and in notices. One rule for their decimals. */
export function shareFormat(locale: string) {
  const percent = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const small = new Intl.NumberFormat(locale, { style: "percent", maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const set = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 3 });
  const point = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const smallPoint = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

  return {
    /**
     * "12.3%", and "0.034%" below one per cent. Only nothing is "0%" and only all of it "100%". "–" for null or when the whole is
     * nothing.
     */
    percent: (share: number | null | undefined): string => {
      if (share === null || share === undefined || !Number.isFinite(share)) return "–";
      if (share === 0 || share === 1) return whole.format(share);
      if (Math.abs(share) < SMALL) return small.format(share);
      // Rounded up it would say that nothing is missing.
      return percent.format(share > 0.999 && share < 1 ? 0.999 : share);
    },
    /** A share that somebody has set, with the digits that they gave: "20%". */
    setPercent: (share: number): string => set.format(share),
    /** How far two shares are apart, which is no percentage of either: "1.2 points". */
    points: (difference: number): string => {
      const size = Math.abs(difference);
      return t("{points} points", { points: (size < SMALL ? smallPoint : point).format(size * 100) });
    },
  };
}
