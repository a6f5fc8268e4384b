FROM python:3.11-slim AS build
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes \
    --requirement requirements.lock

FROM python:3.11-slim
COPY --from=build /venv /venv
WORKDIR /loglanes
COPY analyzer analyzer
RUN /venv/bin/python -m analyzer.kernels
COPY app app
RUN /venv/bin/python -m compileall -q analyzer app
COPY sample_logs sample_logs
RUN useradd --uid 10001 --no-create-home loglanes && install -d -o loglanes -m 0700 /data
USER loglanes
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LOGLANES_HOST=0.0.0.0 LOGLANES_DATA=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/health', timeout=4)"]
# The launcher passes signals on and ends with its children: it can be process 1.
CMD ["python", "-m", "app"]
