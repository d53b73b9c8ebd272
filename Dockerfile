# The mock of any OpenAPI document: docker build -t mock . && docker run -p 8080:8080 -v ./specs:/specs:ro mock shop_orders
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE requirements.lock ./
COPY conformance conformance
# The versions of the lock; of its packages, those that the mock needs.
RUN sed -n 's/^\([a-z0-9-]*==[^ ;]*\).*/\1/p' requirements.lock > constraints.txt
RUN python -m venv --without-pip /opt/mock
RUN pip --python /opt/mock install --no-cache-dir --constraint constraints.txt .

FROM python:3.13-slim
COPY --from=build /opt/mock /opt/mock
RUN useradd --system --uid 10001 --no-create-home mock
USER mock
WORKDIR /
EXPOSE 8080
ENTRYPOINT ["/opt/mock/bin/conformance", "mock", "--host", "0.0.0.0", "--port", "8080"]
