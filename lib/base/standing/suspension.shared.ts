/** What the people of a suspended workspace read wherever they meet it; `reason` is the operator's. */
export function suspendedText(reason: string): string {
  return `This workspace is suspended by the operator: ${reason.replace(/[.\s]+$/, "")}. Nothing is sent and nothing is imported until the operator lifts it.`;
}
