"""The page for people, as it is served and as a browser without a network shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app, serving
from conformance.mock.admin import administer
from conformance.mock.admin import pages as pages_module
from conformance.mock.testing import Mock, serve_mock
from tests.mock.admin.browser import Page, browsing, find_browser

in_a_browser = pytest.mark.skipif(find_browser() is None, reason="no Chromium is installed")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
DOCUMENT = """
openapi: 3.1.0
info: { title: "Shop <b id=markup>", version: "1", description: "<img src=x onerror='document.title=1'>" }
servers: [{ url: https://shop.example/v1 }]
paths:
  /orders/{id}:
    parameters: [{ $ref: "#/components/parameters/Id" }]
    get:
      operationId: readOrder
      summary: Read an order.
      security: [{ signature: [], header: [] }]
      responses:
        "200":
          description: The order.
          headers: { X-Left: { schema: { type: integer } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
        "401": { description: Refused. }
    put:
      operationId: replaceOrder
      tags: [warehouse]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "204": { description: Replaced. } }
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: integer }, example: 7, description: The number. }
  securitySchemes:
    header: { type: apiKey, in: header, name: X-Key }
    signature:
      type: apiKey
      in: query
      name: signature
      x-auth-flow: { type: hmac-query, parameter: signature, algorithm: sha256 }
  schemas:
    Order:
      type: object
      description: What was bought.
      required: [id]
      properties:
        id: { type: integer, minimum: 1 }
        status: { enum: [open, closed] }
        parts: { type: array, items: { $ref: "#/components/schemas/Order" } }
      example: { id: 7, status: open }
"""
# The contrast of every text with what is behind it (WCAG 2.2, 1.4.3); colours here are opaque.
CONTRAST = """
(() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const shown = [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return shown.map((each) => {
    const pair = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a);
    return [each.tagName, each.textContent.slice(0, 40), (pair[0] + 0.05) / (pair[1] + 0.05)];
  });
})()
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "openapi.yaml").write_text(DOCUMENT)
    with serve_mock(Api("shop", folder)) as mock:
        yield mock


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    command = find_browser()
    assert command is not None
    with browsing(command, tmp_path_factory.mktemp("profile"), [OFFLINE]) as page:
        yield page


@pytest.fixture
def page(browser: Page, shop: Mock) -> Iterator[Page]:
    """The browser at the reference; the page complains of nothing."""
    shop.reset()
    browser.errors.clear()
    show(browser, shop, "reference", "main details")
    yield browser
    assert browser.errors == []


def show(browser: Page, shop: Mock, view: str, wanted: str) -> None:
    browser.open("about:blank")
    browser.open(f"{shop.url.removesuffix('/v1')}/__mock__/#/{view}")
    browser.wait(f"document.querySelector({json.dumps(wanted)})")


def test_the_page_and_all_it_loads_come_from_the_package(shop: Mock) -> None:
    folder = Path(pages_module.__file__).parent / "page"
    assert len([*folder.iterdir()]) > 5
    with httpx.Client(base_url=shop.url.removesuffix("/v1")) as client:
        assert client.get("/").headers["Location"] == client.get("/__mock__").headers["Location"] == "/__mock__/"
        for file in folder.iterdir():
            served = client.get("/__mock__/" if file.name == "index.html" else f"/__mock__/page/{file.name}")
            assert served.content == file.read_bytes()
            assert "default-src 'none'" in served.headers["Content-Security-Policy"]
            assert "://" not in served.text
            assert "innerHTML" not in served.text
        assert client.head("/__mock__/").status_code == 200
        for name in ("none.js", "../openapi.yaml", "..%2Fopenapi.yaml", ""):
            assert client.get(f"/__mock__/page/{name}").status_code == 404


@in_a_browser
def test_the_reference_is_searched_from_the_keyboard(page: Page) -> None:
    page.press("/", 191, "/")
    assert page.run("document.activeElement.id") == "search"
    page.call("Input.insertText", text="warehouse put")
    visible = "[...document.querySelectorAll('[id^=operation-]')].filter((each) => each.checkVisibility())"
    page.wait(f"{visible}.length == 1")
    assert page.run(f"{visible}[0].innerText") == "PUT/orders/{id} replaceOrder"
    assert "1 of 2 operations, 0 of 1 schemas" in page.run("document.body.innerText")


@in_a_browser
def test_an_operation_is_opened_with_the_keyboard(page: Page) -> None:
    page.run("document.getElementById('operation-readOrder').querySelector('summary').focus()")
    page.press("Enter", 13, "\r")
    page.wait("document.querySelector('#operation-readOrder form')")
    text = page.run("document.getElementById('operation-readOrder').innerText")
    assert "The number." in text
    assert "200 The order." in text
    page.run("document.querySelectorAll('#operation-readOrder details summary').forEach((each) => each.click())")
    page.wait("document.getElementById('operation-readOrder').innerText.includes('array of Order')")
    text = page.run("document.getElementById('operation-readOrder').innerText")
    assert 'enum: ["open","closed"]' in text
    assert "X-Left" in text
    closed = "document.querySelectorAll('#operation-readOrder details:not([open]) > summary')"
    drawn = "document.getElementById('operation-readOrder').innerText.split('array of Order').length"
    page.wait(f"{closed}.forEach((each) => each.click()), {drawn} > 5")  # a schema that refers to itself, step by step


@in_a_browser
@pytest.mark.parametrize(("operation", "status"), [("readOrder", 200), ("replaceOrder", 204)])
def test_a_request_is_tried_with_credentials_and_signature(page: Page, shop: Mock, operation: str, status: int) -> None:
    show(page, shop, f"reference/{operation}", "main form button")
    page.run("document.querySelector('main form button').click()")
    page.wait("document.querySelector('.answer strong')")
    assert page.run("document.querySelector('.answer strong').innerText").startswith(str(status))
    shop.assert_called(operation, exactly=1, path="/v1/orders/7", status=status)


@in_a_browser
def test_requests_appear_as_they_come(page: Page, shop: Mock) -> None:
    show(page, shop, "requests", "#journal")
    httpx.put(f"{shop.url}/orders/8", json={"id": 8})
    page.wait("document.querySelectorAll('#journal > details').length == 1")
    assert "/v1/orders/8 204" in page.run("document.getElementById('journal').innerText")
    page.run("document.querySelector('#journal summary').click()")
    page.wait("document.querySelector('#journal').innerText.includes('\"id\": 8')")
    page.run("document.querySelector('main button').click()")
    page.wait("document.querySelectorAll('#journal > details').length == 0")
    assert shop.requests == []


@in_a_browser
def test_a_disturbance_is_added_and_ended(page: Page, shop: Mock) -> None:
    show(page, shop, "disturbances", "main form button")
    page.run(
        "(() => { const of = (text) => [...document.querySelectorAll('label')]"
        ".find((each) => each.innerText.startsWith(text)).control;"
        "of('Status').value = 503; of('Operation').value = 'replaceOrder';"
        "document.querySelector('main form button').click(); })()"
    )
    page.wait("document.querySelector('#disturbances button')")
    assert httpx.put(f"{shop.url}/orders/8", json={"id": 8}).status_code == 503
    page.run("document.querySelector('#disturbances button').click()")
    page.wait("document.querySelector('#disturbances').innerText == 'none'")
    assert httpx.put(f"{shop.url}/orders/8", json={"id": 8}).status_code == 204


@in_a_browser
def test_the_state_is_shown_and_reset(page: Page, shop: Mock) -> None:
    shop.state.table("things").put(("a",), {"n": 1})
    show(page, shop, "state", "#tables *")
    assert "things, 1 rows" in page.run("document.getElementById('tables').innerText")
    page.run("document.querySelector('main form button').click()")
    page.wait("!document.getElementById('tables').innerText.includes('things')")


@in_a_browser
def test_text_of_a_document_is_never_markup(page: Page) -> None:
    page.run("document.querySelectorAll('summary').forEach((each) => each.click())")
    page.wait("document.body.innerText.includes('onerror')")
    assert page.run("document.querySelectorAll('img, #markup').length") == 0
    assert page.run("document.getElementById('title').innerText") == "Shop <b id=markup> 1"


@in_a_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["reference/readOrder", "requests", "disturbances", "state"])
def test_texts_stand_out_and_controls_have_names(page: Page, shop: Mock, view: str, scheme: str) -> None:
    httpx.get(f"{shop.url}/none")
    page.prefer(scheme)
    show(page, shop, view, "main h2")
    texts = page.run(CONTRAST)
    assert len(texts) > 8
    assert [each for each in texts if each[2] < 4.5] == []
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "link", "textbox", "searchbox", "spinbutton", "combobox", "checkbox"}
    controls = [node for node in nodes if not node["ignored"] and node["role"]["value"] in roles]
    assert len(controls) > 5
    assert [node["role"]["value"] for node in controls if not node["name"]["value"]] == []
    assert page.run("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 26)"
    )


@in_a_browser
def test_the_page_asks_for_the_key(browser: Page, shop: Mock) -> None:
    with serving(administer(create_app(shop.api), "fake-key")) as origin:
        browser.open(f"{origin}/__mock__/")
        browser.wait("document.getElementById('key')?.checkVisibility()")
        browser.run("document.getElementById('key-value').value = 'fake-key'")
        browser.run("document.querySelector('#key button').click()")
        browser.wait("document.querySelector('#operation-readOrder')")
        assert browser.run("document.getElementById('key').checkVisibility()") is False
