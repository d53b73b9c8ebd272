// The reference of one API: operations and schemas, searchable.

import { field, h, json, opening } from "./dom.js";
import { example, resolve, tree, typeOf } from "./schema.js";
import { tryIt } from "./try.js";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export function operationsOf(root) {
  return Object.entries(root.paths ?? {}).flatMap(([path, item]) => {
    const found = resolve(root, item);
    return METHODS.filter((method) => found[method]).map((method) => {
      const operation = found[method];
      const own = (operation.parameters ?? []).map((each) => resolve(root, each));
      const shared = (found.parameters ?? []).map((each) => resolve(root, each));
      const isOwn = (each) => own.some((other) => other.name === each.name && other.in === each.in);
      const parameters = [...shared.filter((each) => !isOwn(each)), ...own];
      return { ...operation, id: operation.operationId ?? `${method}_${path}`, method: method.toUpperCase(), path, parameters };
    });
  });
}

function parameterTable(root, parameters) {
  const rows = parameters.map((each) => h("tr", {},
    h("td", {}, h("code", {}, each.name), each.required && h("strong", {}, " required")),
    h("td", {}, each.in),
    h("td", {}, each.schema || each.content ? typeOf(root, each.schema ?? Object.values(each.content)[0].schema ?? true) : ""),
    h("td", { className: "text" }, each.description ?? "")));
  const head = h("tr", {}, ...["Name", "In", "Type", "Description"].map((each) => h("th", { scope: "col" }, each)));
  return h("table", {}, h("thead", {}, head), h("tbody", {}, rows));
}

function contents(root, content = {}) {
  return Object.entries(content).map(([name, definition]) => {
    const shown = example(root, definition);
    return h("div", {}, h("p", {}, h("code", {}, name)),
      definition.schema !== undefined && tree(root, definition.schema),
      shown !== undefined && opening("Example", () => json(shown)));
  });
}

function describe(root, api, operation) {
  const body = operation.requestBody && resolve(root, operation.requestBody);
  const answers = Object.entries(operation.responses ?? {}).map(([status, each]) => {
    const found = resolve(root, each);
    const headers = Object.entries(found.headers ?? {}).map(([name, header]) => ({ ...resolve(root, header), name, in: "header" }));
    return opening([h("strong", {}, status), ` ${found.description ?? ""}`], () => [
      headers.length > 0 && parameterTable(root, headers), ...contents(root, found.content),
    ]);
  });
  return [
    operation.description && h("p", { className: "text" }, operation.description),
    operation.parameters.length > 0 && [h("h3", {}, "Parameters"), parameterTable(root, operation.parameters)],
    body && [h("h3", {}, `Body${body.required ? ", required" : ""}`), ...contents(root, body.content)],
    h("h3", {}, "Answers"), ...answers,
    h("h3", {}, "Try it"), tryIt(root, api, operation),
  ].flat();
}

function words(operation) {
  const { id, method, path, summary, description, tags } = operation;
  return [id, method, path, summary, description, ...(tags ?? [])].join(" ").toLowerCase();
}

export function showReference(main, { api, root, argument }) {
  const found = operationsOf(root).map((operation) => {
    const line = [
      h("span", { className: "method" }, operation.method),
      h("span", { className: `path ${operation.deprecated ? "deprecated" : ""}` }, operation.path),
      ` ${operation.summary ?? operation.id}`,
    ];
    const isAsked = operation.id === argument;
    const make = () => describe(root, api, operation);
    return { text: words(operation), element: opening(line, make, { id: `operation-${operation.id}`, open: isAsked }) };
  });
  const schemas = Object.entries(root.components?.schemas ?? {}).map(([name, schema]) => ({
    text: `${name} ${schema.description ?? ""}`.toLowerCase(),
    element: opening(h("code", {}, name), () => tree(root, schema)),
  }));
  const search = h("input", { id: "search", type: "search", autocomplete: "off" });
  const count = h("p", { role: "status", className: "faint" });
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/);
    for (const each of [...found, ...schemas]) each.element.hidden = !wanted.every((word) => each.text.includes(word));
    const left = (list) => list.filter((each) => !each.element.hidden).length;
    count.textContent = `${left(found)} of ${found.length} operations, ${left(schemas)} of ${schemas.length} schemas`;
  };
  search.addEventListener("input", filter);
  filter();
  main.append(
    root.info.description ? opening("About this API", () => h("p", { className: "text" }, root.info.description)) : "",
    field("Search operations and schemas", search, "(press / to come here)"), count,
    h("h2", {}, "Operations"), ...found.map((each) => each.element),
    h("h2", {}, "Schemas"), ...schemas.map((each) => each.element));
  document.getElementById(`operation-${argument}`)?.scrollIntoView();
}
