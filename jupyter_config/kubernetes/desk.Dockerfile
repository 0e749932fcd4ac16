# The desk: store, lessons, sounds, payment and models. PostgreSQL's own tools make its copies.
# docker build --file jupyter_config/kubernetes/desk.Dockerfile --tag YOUR-IMAGES/sp404-academy-desk:0.1.0 .
ARG PYTHON=python:3.12-slim-bookworm
FROM ${PYTHON} AS build
COPY . /src
RUN python -m venv /opt/sp404-academy/service \
 && /opt/sp404-academy/service/bin/pip install --no-cache-dir -c /src/constraints.txt '/src[hub,pay,ai,s3]'

FROM ${PYTHON}
RUN apt-get update && apt-get install --yes --no-install-recommends libsndfile1 postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 1000 --create-home --home-dir /var/lib/sp404-academy/desk academy-desk
COPY --from=build /opt/sp404-academy/service /opt/sp404-academy/service
ENV HOME=/var/lib/sp404-academy/desk
USER 1000
EXPOSE 8100
CMD ["/opt/sp404-academy/service/bin/python", "-m", "academy.desk.service"]
