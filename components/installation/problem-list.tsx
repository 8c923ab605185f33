import { Alert, AlertDescription } from "@/components/ui/alert";
import type { Problem } from "@/lib/installation/problems/problem.shared";

/** What needs a person, each with what to do. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  return (
    <div className="mb-6 grid gap-3">
      {problems.map(({ key, title, text, severity }) => (
        <Alert key={key} variant={severity === "danger" ? "destructive" : "warning"} title={title}>
          <AlertDescription className="wrap-anywhere">{text}</AlertDescription>
        </Alert>
      ))}
    </div>
  );
}
