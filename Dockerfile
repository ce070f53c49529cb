# Two stages: what installs stays behind, what runs is small and not root.
FROM python:3.13-slim AS build
WORKDIR /app
RUN pip install --no-cache-dir uv
COPY requirements/base.txt requirements/base.txt
RUN uv venv .venv && uv pip sync --python .venv/bin/python --require-hashes requirements/base.txt
COPY . .
# Settings are read to collect the static files; nothing of these three values stays in the image.
RUN SECRET_KEY=while-building DATABASE_URL=postgresql:///never-asked STATIC_ROOT=/app/.static \
    .venv/bin/python manage.py collectstatic --no-input -v 0

FROM python:3.13-slim AS app
RUN useradd --system --uid 10001 --home-dir /data second-story && install -d -o second-story /data /data/files
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data STATIC_ROOT=/app/.static
USER second-story
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["gunicorn", "postmortems.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--timeout", "120", "--max-requests", "5000", "--max-requests-jitter", "500"]

# The same, with PostgreSQL's own programs: what writes and tries the backups.
FROM build AS build-backup
RUN uv pip sync --python .venv/bin/python --require-hashes requirements/embedded.txt

FROM app AS backup
COPY --from=build-backup /app/.venv /app/.venv
HEALTHCHECK NONE
CMD ["python", "-m", "postmortems.embedded.nightly", "/backups"]
