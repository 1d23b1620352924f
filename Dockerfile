# Libraries: fetched and checked against the lock, then only what the site runs on is installed from them.
FROM python:3.13-slim AS libraries
WORKDIR /build
COPY pyproject.toml requirements.lock ./
RUN pip wheel --no-deps --require-hashes --requirement requirements.lock --wheel-dir wheels \
 && python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" > site.txt \
 && python -m venv /srv/dohoda/.venv \
 && /srv/dohoda/.venv/bin/pip install --no-index --find-links wheels --requirement site.txt

FROM python:3.13-slim
# What sets pages as PDF; without it the site offers print alone.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PATH=/srv/dohoda/.venv/bin:$PATH DOHODA_VAR=/var/lib/dohoda
RUN useradd --system --uid 10001 --user-group --no-create-home dohoda \
 && install --directory --owner dohoda --group dohoda --mode 0700 /var/lib/dohoda
WORKDIR /srv/dohoda
COPY --from=libraries /srv/dohoda/.venv .venv
COPY . .
RUN python -m consult.catalogues && python -m compileall -q consult workflow
USER dohoda
VOLUME /var/lib/dohoda
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["daphne", "--bind", "0.0.0.0", "--port", "8000", "--proxy-headers", "--no-server-name", "consult.asgi:application"]
