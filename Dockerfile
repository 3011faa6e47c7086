# One image for every part; what runs is the command: `serve gateway`, `serve jgz`, `sandbox serve`, …
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/dist dist
COPY --chown=node:node schema/generated schema/generated
COPY --chown=node:node registries registries
COPY --chown=node:node docs/questions docs/questions
RUN mkdir /state && chown node:node /state
USER node
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["help"]
