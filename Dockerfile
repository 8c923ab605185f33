# One image for every process of Homing: homing web | worker | migrate | start | admin (lib/run/cli/image/homing.sh).
#   docker build -t homing .
# Debian's C library: the embedded PostgreSQL is built for it, and so is the pinned Node of .nvmrc.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /homing
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN node lib/run/cli/image/gather.mjs

FROM node:${NODE_VERSION}-bookworm-slim
# Data, journals and, with `homing start`, the database: the one folder besides /tmp that is written to. /homing/.data is where every command
# looks for it.
RUN groupadd --gid 10001 homing \
  && useradd --uid 10001 --gid homing --no-create-home --home-dir /data --shell /usr/sbin/nologin homing \
  && install --directory --owner=homing --group=homing --mode=0700 /data \
  && mkdir /homing && ln -s /data /homing/.data \
  && ln -s /homing/lib/run/cli/image/homing.sh /usr/local/bin/homing
COPY --from=build /homing/.build/image /homing
WORKDIR /homing
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  HOST=0.0.0.0 \
  PORT=3000 \
  INBOUND_SMTP_HOST=0.0.0.0 \
  SMTP_SUBMISSION_HOST=0.0.0.0 \
  JOURNAL_DIR=/data/journal
USER 10001:10001
VOLUME /data
EXPOSE 3000 2526 2587 2465
# Of the web process, and of `start`. compose.yaml and the chart say how a worker is asked.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["homing", "health", "web"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["homing"]
CMD ["web"]
