/** What is wrong with one field or button, in small print below it, or nothing. */
export function FieldError({ message, id }: { message: string | null | undefined; id?: string }) {
  if (!message) return null;
  return (
    <span id={id} role="alert" className="block text-destructive text-xs">
      {message}
    </span>
  );
}
