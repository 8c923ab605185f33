export const totpPath = "/api/app/account/factors/totp";
