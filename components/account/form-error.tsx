import { Alert } from "@/components/ui/alert";

/** Words for a form as a whole, or nothing. */
export function FormError({ message }: { message: string | null }) {
  return message ? <Alert variant="destructive">{message}</Alert> : null;
}
