import { AppError } from "@/lib/base/errors";

/** What was asked for, or null where it does not exist: for pages, which answer that with 404. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
