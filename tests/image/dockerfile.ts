/** One instruction, with its continuation lines joined. */
export interface Step {
  instruction: string;
  text: string;
}

export interface Stage {
  /** The base image, or the name of an earlier stage. */
  from: string;
  name: string | null;
  steps: Step[];
}

/** Reads the stages of a Dockerfile as the reference describes it (docs.docker.com/reference/dockerfile), as far as ours goes. */
export function parseDockerfile(text: string): { args: Record<string, string>; stages: Stage[] } {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const steps = lines
    .join("\n")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .flatMap((line) => {
      const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
      return instruction && rest ? [{ instruction, text: rest.trim() }] : [];
    });
  const args: Record<string, string> = {};
  const stages: Stage[] = [];
  for (const step of steps) {
    if (step.instruction === "ARG" && stages.length === 0) {
      const [name = "", value = ""] = step.text.split("=", 2);
      args[name] = value;
    } else if (step.instruction === "FROM") {
      const [from = "", , name = null] = substitute(step.text, args).split(/\s+/);
      stages.push({ from, name, steps: [] });
    } else stages.at(-1)!.steps.push(step);
  }
  return { args, stages };
}

const substitute = (text: string, args: Record<string, string>) =>
  text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => args[name] ?? "");

/** `["a", "b"]` of CMD, ENTRYPOINT and HEALTHCHECK … CMD. Throws for the form without brackets, which ours never has. */
export function commandOf(text: string): string[] {
  const list: unknown = JSON.parse(text.slice(text.indexOf("[")));
  if (!Array.isArray(list) || !list.every((part) => typeof part === "string")) throw new Error(`no list: ${text}`);
  return list;
}

/** `NAME=value …` of ENV. */
export const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)=(\S+)/g)].map((match) => [match[1]!, match[2]!]));
