// One request of an operation, sent to the mock.

import { field, h, json, announce } from "./dom.js";
import { example, resolve } from "./schema.js";
import { ask } from "./server.js";

const UNSIGNED = "unsigned"; // in the place of a signature

function text(value) {
  return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

function bodyOf(root, operation) {
  const content = operation.requestBody ? resolve(root, operation.requestBody).content ?? {} : {};
  const [type, definition] = Object.entries(content).find(([name]) => name.includes("json")) ?? Object.entries(content)[0] ?? [];
  if (!type) return null;
  const shown = example(root, definition);
  return { type, text: typeof shown === "string" && !type.includes("json") ? shown : JSON.stringify(shown, null, 2) ?? "" };
}

function build(api, operation, values, credentials) {
  const query = new URLSearchParams(credentials.query);
  const headers = { ...credentials.headers };
  let path = operation.path;
  for (const { parameter, control } of values) {
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(control.value));
    else if (control.value === "") continue;
    else if (parameter.in === "query") query.append(parameter.name, control.value);
    else if (parameter.in === "header") headers[parameter.name] = control.value;
    else if (parameter.in === "cookie") document.cookie = `${parameter.name}=${encodeURIComponent(control.value)}; path=/`;
  }
  for (const [name, value] of Object.entries(credentials.cookies)) document.cookie = `${name}=${value}; path=/`;
  return { url: `${api.base_path}${path}${query.size ? `?${query}` : ""}`, headers };
}

async function sign(api, operation, url) {
  const absolute = new URL(url, location.href).href;
  const path = `/apis/${encodeURIComponent(api.id)}/sign/${encodeURIComponent(operation.id)}`;
  return (await ask(path, { method: "POST", body: { url: absolute } })).url;
}

async function answerOf(response) {
  const body = await response.text();
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  let shown = body;
  try {
    shown = JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Not JSON: shown as it is.
  }
  return [h("p", {}, h("strong", { className: response.ok ? "good" : "bad" }, `${response.status} ${response.statusText}`)),
    json(lines), json(shown)];
}

export function tryIt(root, api, operation) {
  const values = operation.parameters.map((parameter) => {
    const shown = parameter.required ? example(root, parameter) : resolve(root, parameter).example;
    return { parameter, control: h("input", { value: text(shown), required: parameter.required && parameter.in === "path" }) };
  });
  const body = bodyOf(root, operation);
  const area = body && h("textarea", { value: body.text, spellcheck: false });
  const secured = h("input", { type: "checkbox", checked: true, id: `secured-${operation.id}` });
  const answer = h("div", { "aria-live": "polite", className: "answer" });

  async function send(event) {
    event.preventDefault();
    try {
      const path = `/apis/${encodeURIComponent(api.id)}/credentials/${encodeURIComponent(operation.id)}`;
      const credentials = secured.checked ? await ask(path) : { headers: {}, query: {}, cookies: {} };
      const request = build(api, operation, values, credentials);
      if (Object.values(credentials.query).includes(UNSIGNED)) request.url = await sign(api, operation, request.url);
      if (body && area.value) request.headers["Content-Type"] = body.type;
      const sent = { method: operation.method, headers: request.headers, body: (body && area.value) || undefined };
      const response = await fetch(request.url, sent);
      answer.replaceChildren(h("p", {}, h("code", {}, `${operation.method} ${request.url}`)), ...(await answerOf(response)));
    } catch (error) {
      answer.replaceChildren(h("p", { className: "bad" }, `no answer: ${error.message}`));
      announce("");
    }
  }

  const controls = values.map(({ parameter, control }) => field(parameter.name, control, `${parameter.in}${parameter.required ? ", required" : ""}`));
  return h("form", { onsubmit: send },
    h("div", { className: "fields" }, controls),
    area && field(`Body (${body.type})`, area),
    h("div", { className: "row" }, h("button", {}, "Send"), h("span", {}, secured, " ", h("label", { htmlFor: secured.id }, "with accepted credentials"))),
    answer);
}
