"""Documents and an application that the pages of the documentation use."""

SHOP = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
security: [{ bearer: [] }]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses:
        "200":
          description: All orders.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } }
        "401": { description: No credential. }
    post:
      operationId: createOrder
      tags: [orders]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } }
      responses:
        "201":
          description: The order.
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
        "400": { description: Not an order. }
        "401": { description: No credential. }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getOrder
      tags: [orders]
      responses:
        "200":
          description: The order.
          headers: { X-Version: { required: true, schema: { type: integer } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
        "400": { description: Not an id. }
        "401": { description: No credential. }
        "404": { description: No such order. }
    delete:
      operationId: deleteOrder
      tags: [orders]
      responses:
        "204": { description: Gone. }
        "400": { description: Not an id. }
        "401": { description: No credential. }
        "404": { description: No such order. }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    NewOrder:
      type: object
      required: [kind]
      properties: { kind: { enum: [standard, gift] }, quantity: { type: integer, minimum: 1, maximum: 9 } }
    Order:
      type: object
      required: [id, kind]
      properties: { id: { type: integer }, kind: { enum: [standard, gift] }, quantity: { type: integer } }
"""

ORDERS = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: All orders.
          content:
            application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } }
            text/csv: { schema: { type: string }, example: "id\\n1\\n" }
    post:
      operationId: createOrder
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
      responses:
        "201":
          description: The order.
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
        "400": { description: Not an order. }
  /orders/{id}:
    get:
      operationId: retrieveOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
              examples: { one: { value: { id: 1, status: open } }, two: { value: { id: 2, status: sent } } }
        "400": { description: Not an id. }
        "404": { description: No such order. }
        "429": { description: Too many requests. }
  /v1/books:
    post:
      operationId: addBook
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } }
      responses:
        "201":
          description: The book.
          content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } }
        "400": { description: Not a book. }
  /v1/books/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getBook
      responses:
        "200":
          description: The book.
          content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } }
        "400": { description: Not an id. }
        "404": { description: No such book. }
    delete:
      operationId: deleteBook
      responses:
        "204": { description: Gone. }
        "400": { description: Not an id. }
        "404": { description: No such book. }
components:
  schemas:
    NewOrder: { type: object, properties: { status: { enum: [open, sent] } } }
    Order: { type: object, required: [id], properties: { id: { type: integer }, status: { enum: [open, sent] } } }
    NewBook: { type: object, required: [title], properties: { title: { type: string, minLength: 1 } } }
    Book:
      type: object
      required: [id, title]
      properties:
        id: { type: integer, readOnly: true, example: 1 }
        state: { enum: [new, used], default: new }
        pages: { type: integer, default: 100 }
        title: { type: string, minLength: 1 }
"""

# Stands for the museum's document of https://github.com/Redocly/museum-openapi-example, which is not on this machine.
MUSEUM = """\
openapi: 3.1.0
info: { title: Museum, version: "1" }
servers: [{ url: https://museum.example/v1 }]
security: [{ key: [] }]
paths:
  /tickets:
    get:
      operationId: listTickets
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: All tickets.
          content: { application/json: { schema: { type: array, items: { type: string } } } }
        "400": { description: Not a limit. }
        "401": { description: No key. }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
"""

# An application with a document as FastAPI makes it. One order that is not there is an error of the server.
BOOKSHOP = """\
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

JSON = "application/json"
ORDER = {
    "type": "object",
    "title": "Order",
    "required": ["id", "book"],
    "properties": {"id": {"type": "integer", "title": "Id"}, "book": {"type": "string", "title": "Book"}},
}
NEW = {"type": "object", "title": "NewOrder", "required": ["book"], "properties": {"book": ORDER["properties"]["book"]}}
ORDERS = {1: {"id": 1, "book": "Emma"}}


def has_token(request):
    return request.headers.get("authorization") == "Bearer test-token-1234"


def refuse():
    return JSONResponse({"detail": "Not authenticated"}, 401)


def get(request):
    if not has_token(request):
        return refuse()
    try:
        number = int(request.path_params["order_id"])
    except ValueError:
        return JSONResponse({"detail": []}, 422)
    return JSONResponse(ORDERS[number])


def list_orders(request):
    return JSONResponse(list(ORDERS.values())) if has_token(request) else refuse()


async def create(request):
    if not has_token(request):
        return refuse()
    try:
        book = (await request.json())["book"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JSONResponse({"detail": []}, 422)
    if not isinstance(book, str):
        return JSONResponse({"detail": []}, 422)
    order = {"id": len(ORDERS) + 1, "book": book}
    ORDERS[order["id"]] = order
    return JSONResponse(order, 200)


def answers(schema):
    content = {JSON: {"schema": schema}}
    invalid = {JSON: {"schema": {"type": "object"}}}
    return {
        "200": {"description": "Successful Response", "content": content},
        "422": {"description": "Validation Error", "content": invalid},
    }


def operation(name, schema, **more):
    return {"operationId": name, "security": [{"HTTPBearer": []}], "responses": answers(schema), **more}


BODY = {"required": True, "content": {JSON: {"schema": NEW}}}
IDENTITY = {"name": "order_id", "in": "path", "required": True, "schema": {"type": "integer", "title": "Order Id"}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Bookshop", "version": "0.1.0"},
    "paths": {
        "/orders": {
            "get": operation("list_orders", {"type": "array", "items": ORDER}),
            "post": operation("create_order", ORDER, requestBody=BODY),
        },
        "/orders/{order_id}": {"get": operation("get_order", ORDER, parameters=[IDENTITY])},
    },
    "components": {"securitySchemes": {"HTTPBearer": {"type": "http", "scheme": "bearer"}}},
}
app = Starlette(
    routes=[
        Route("/openapi.json", lambda request: JSONResponse(DOCUMENT)),
        Route("/orders", list_orders),
        Route("/orders", create, methods=["POST"]),
        Route("/orders/{order_id}", get),
    ]
)
"""
