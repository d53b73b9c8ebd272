// The last requests, as they come.

import { h, json, opening } from "./dom.js";
import { ask } from "./server.js";

const SHOWN = 200;

function show(entry) {
  const isGood = entry.status && entry.status < 400;
  const line = [
    h("span", { className: "faint mono" }, entry.time.slice(11, 23)), " ",
    h("span", { className: "method" }, entry.method), h("span", { className: "path" }, entry.path), " ",
    h("strong", { className: isGood ? "good" : "bad" }, String(entry.status ?? "dropped")),
    ` ${entry.milliseconds} ms ${entry.operation ?? "no operation"}`,
    entry.disturbances.length > 0 && h("span", { className: "bad" }, ` disturbed by ${entry.disturbances.join(", ")}`),
  ];
  return opening(line, () => [
    entry.reason && h("p", { className: "bad" }, entry.reason),
    ...part("Query", fields(entry.query)), ...part("Headers", fields(entry.headers)), ...part("Body", entry.body.content),
    ...part("Headers of the answer", fields(entry.answer.headers)), ...part("Body of the answer", entry.answer.body.content),
  ]);
}

function fields(found) {
  return Object.entries(found).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`)).join("\n");
}

function part(title, content) {
  return content === "" ? [] : [h("h3", {}, title), json(content)];
}

export function showJournal(main, { api, isHere }) {
  const list = h("div", { id: "journal", "aria-live": "off" });
  const count = h("p", { role: "status", className: "faint" }, "no requests yet");
  let last = 0;

  async function refresh() {
    if (!isHere()) return;
    const query = new URLSearchParams({ api: api.id, after: last, limit: SHOWN });
    const { requests } = await ask(`/requests?${query}`);
    for (const entry of requests) {
      list.prepend(show(entry));
      last = entry.id;
    }
    while (list.children.length > SHOWN) list.lastChild.remove();
    if (requests.length) count.textContent = `${list.children.length} requests, the last one first`;
    setTimeout(refresh, 1000);
  }

  async function forget() {
    await ask("/requests", { method: "DELETE" });
    list.replaceChildren();
    count.textContent = "no requests yet";
  }

  main.append(h("h2", {}, "Requests"), count, h("div", { className: "row" }, h("button", { className: "plain", onclick: forget }, "Forget all")), list);
  return refresh();
}
