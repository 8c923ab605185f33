import { useEffect, useRef, useState } from "react";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";

interface Sample {
  at: number;
  done: number;
}

const windowMs = 10_000;

/** Messages a second over the last 10 s of polling; null until two counts are in, and while nothing is being sent. */
export function useSendRate({ status, countedAt, done }: CampaignProgress): number | null {
  const samples = useRef<Sample[]>([]);
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    if (status !== "sending") {
      samples.current = [];
      setRate(null);
      return;
    }
    const at = Date.parse(countedAt);
    samples.current = [...samples.current.filter((sample) => at - sample.at <= windowMs), { at, done }];
    const first = samples.current[0];
    if (first && at - first.at >= 500) setRate(Math.max(0, (done - first.done) / ((at - first.at) / 1000)));
  }, [status, countedAt, done]);
  return rate;
}
