# syntax=docker/dockerfile:1

FROM node:20.20.2-bookworm AS build
WORKDIR /build
# librdkafka reads zstd only where its headers are when it is compiled; everything else the image has.
RUN apt-get update && apt-get install -y --no-install-recommends libzstd-dev && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
# The project's own install script builds the project, whose sources come later.
RUN npm ci --ignore-scripts --no-audit --no-fund && npm rebuild chdb node-rdkafka
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20.20.2-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libcurl4 libssl3 libzstd1 zlib1g \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /var/lib/gigacity --create-home gigacity
WORKDIR /opt/gigacity
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY --from=build /build/indicators/catalogue ./indicators/catalogue
COPY --from=build /build/indicators/plans ./indicators/plans
COPY --from=build /build/indicators/profiles ./indicators/profiles
COPY --from=build /build/indicators/quality ./indicators/quality
COPY --from=build /build/indicators/registries ./indicators/registries
COPY --from=build /build/metrics/alertmanager ./metrics/alertmanager
COPY --from=build /build/metrics/grafana ./metrics/grafana
COPY --from=build /build/metrics/prometheus ./metrics/prometheus
# The build's image has more libraries than this one, and librdkafka links whatever it finds there: libcurl, for one.
RUN node -e "require('node-rdkafka'); require('chdb')"
ENV NODE_ENV=production GIGACITY_DATA=/var/lib/gigacity/data
USER gigacity
VOLUME /var/lib/gigacity
EXPOSE 8080
ENTRYPOINT ["node", "/opt/gigacity/dist/app/gigacity.cjs"]
CMD ["start"]
