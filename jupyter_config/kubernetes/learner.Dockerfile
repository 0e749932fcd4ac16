# A learner's server: the course and its pages. No desk, no key, no premium lesson is in it.
# docker build --file jupyter_config/kubernetes/learner.Dockerfile --tag YOUR-IMAGES/sp404-academy-learner:0.1.0 .
ARG PYTHON=python:3.12-slim-bookworm
FROM ${PYTHON} AS build
COPY academy /src/academy
COPY course /src/course
COPY data /src/data
COPY jupyter_config /src/jupyter_config
COPY constraints.txt /src/
RUN python -m venv /opt/sp404-academy/learner \
 && /opt/sp404-academy/learner/bin/pip install --no-cache-dir -c /src/constraints.txt /src/jupyter_config/learner

FROM ${PYTHON}
RUN useradd --uid 1000 --gid 100 --create-home --home-dir /home/learner learner
COPY --from=build /opt/sp404-academy/learner /opt/sp404-academy/learner
ENV PATH=/opt/sp404-academy/learner/bin:$PATH
USER 1000
WORKDIR /home/learner
CMD ["academy-learners-server"]
