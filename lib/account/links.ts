import { env } from "@/lib/base/env";
import { outerPath } from "@/lib/client/paths";

export const verifyEmailUrl = (token: string) => env.APP_URL + outerPath("/verify-email/[token]", { token });
export const resetPasswordUrl = (token: string) => env.APP_URL + outerPath("/reset-password/[token]", { token });
export const invitationUrl = (token: string) => env.APP_URL + outerPath("/invite/[token]", { token });
export const forgotPasswordUrl = () => env.APP_URL + outerPath("/forgot-password");
