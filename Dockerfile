FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3333
WORKDIR /app
COPY --from=build /app/build ./
RUN npm ci --omit=dev && npm cache clean --force
USER node
EXPOSE 3333
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=8", "bin/server.js"]
