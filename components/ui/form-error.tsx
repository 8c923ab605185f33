import { Alert } from "./alert";

/** What is wrong with a form as a whole, or nothing. What is wrong with one field stands in its `Field`. */
export function FormError({ message }: { message: string | null | undefined }) {
  return message ? <Alert variant="destructive">{message}</Alert> : null;
}
