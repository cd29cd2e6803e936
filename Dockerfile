# Build: types are compiled away, development packages are left behind.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY profiles ./profiles
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/profiles/dist ./profiles/dist
COPY --from=build --chown=node:node /app/profiles/calendars ./profiles/calendars
COPY --from=build --chown=node:node /app/profiles/vendor ./profiles/vendor
USER node
EXPOSE 8081
ENTRYPOINT ["node", "--heap-growing-percent=10", "--max-semi-space-size=4", "dist/cli.js"]
CMD ["--help"]
