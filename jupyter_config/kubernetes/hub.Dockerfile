# The chart's own Hub, and the academy's configuration beside it.
# docker build --file jupyter_config/kubernetes/hub.Dockerfile --tag YOUR-IMAGES/sp404-academy-hub:0.1.0 .
ARG HUB=jupyterhub/k8s-hub:4.4.0
FROM ${HUB}
USER root
COPY . /src
RUN python3 -m pip install --no-cache-dir --no-deps /src \
 && python3 -m pip install --no-cache-dir -c /src/constraints.txt jupyterhub-firstuseauthenticator oauthenticator psycopg[binary] \
 && rm -rf /src
USER 1000
