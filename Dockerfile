# The tool in a container, for machines that have Docker and no Node:
#
#   docker build --tag snippets .
#   docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock --volume "$PWD:/work" snippets verify README.md
#
# With the socket, a container can do everything that the Docker daemon can. See SECURITY.md.
FROM node:24-slim AS package
WORKDIR /checkout
COPY . .
RUN ./scripts/package /package/files

FROM node:24-slim
# git tells which files beside a document belong to its repository, ssh reaches daemons of other machines.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends git openssh-client \
  && rm -rf /var/lib/apt/lists/*
COPY --from=package /package/*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/*.tgz && rm -rf /tmp/*.tgz /root/.npm
# The documents may belong to another user than root.
RUN git config --system --add safe.directory '*'
WORKDIR /work
ENTRYPOINT ["snippets"]
