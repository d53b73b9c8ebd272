# Mocks and runs for any OpenAPI document: docker build -t conformance . && docker run conformance --help
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE requirements.lock ./
COPY conformance conformance
COPY specs specs
# The versions of the lock; of its packages, those that mocks and runs need.
RUN sed -n 's/^\([a-z0-9-]*==[^ ;]*\).*/\1/p' requirements.lock > constraints.txt
RUN python -m venv --without-pip /opt/conformance
RUN pip --python /opt/conformance install --no-cache-dir --constraint constraints.txt .

FROM python:3.13-slim
COPY --from=build /opt/conformance /opt/conformance
RUN useradd --system --uid 10001 --no-create-home conformance
USER conformance
WORKDIR /work
EXPOSE 8080
ENTRYPOINT ["/opt/conformance/bin/conformance"]
CMD ["--help"]
