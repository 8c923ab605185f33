import { env } from "@/lib/base/env";

export const verifyEmailUrl = (token: string) => `${env.APP_URL}/verify-email/${token}`;
export const resetPasswordUrl = (token: string) => `${env.APP_URL}/reset-password/${token}`;
export const invitationUrl = (token: string) => `${env.APP_URL}/invite/${token}`;
export const forgotPasswordUrl = () => `${env.APP_URL}/forgot-password`;
