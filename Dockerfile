# syntax=docker/dockerfile:1
# Build: types are compiled away, development packages are left behind.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY profiles ./profiles
RUN npm run build

# What runs: the packages that are needed and no more, none of their scripts.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Attest" \
      org.opencontainers.image.description="Tests claimed goal attainment against the evidence in a care record." \
      org.opencontainers.image.licenses="Apache-2.0"
# Inside the container every address is its own; what reaches it is for whoever runs it to say.
ENV NODE_ENV=production \
    LISTEN_ADDRESS=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json CHANGELOG.md LICENSE ./
COPY docs ./docs
COPY profiles/dist/package ./profiles/dist/package
COPY profiles/vendor ./profiles/vendor
COPY profiles/calendars ./profiles/calendars
# The one place that is written to; the rest may be read-only. The number is that of the image's user node.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--heap-growing-percent=10", "--max-semi-space-size=4", "dist/cli.js"]
CMD ["serve"]
