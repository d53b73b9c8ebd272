// The disturbances: those there are, and a form for another one.

import { field, h, announce } from "./dom.js";
import { operationsOf } from "./reference.js";
import { ask } from "./server.js";

const NUMBERS = {
  probability: ["Probability", "0 to 1", "0.01"],
  count: ["Number of requests", "empty: no limit", "1"],
  latency: ["Latency", "ms", "1"],
  jitter: ["Jitter", "ms at most", "1"],
  status: ["Status", "400 to 599", "1"],
  retry_after: ["Retry-After", "seconds, with a status", "1"],
  truncate: ["Cut the body after", "bytes", "1"],
  bytes_per_second: ["Speed of the body", "bytes per second", "1"],
};

export function showDisturbances(main, { api, root, isHere }) {
  const list = h("ul", { id: "disturbances" });
  const operation = h("select", {}, h("option", { value: "" }, "every operation"), ...operationsOf(root).map((each) => h("option", { value: each.id }, each.id)));
  const drop = h("select", {}, h("option", { value: "" }, "no"), h("option", { value: "before" }, "before the mock acts"), h("option", { value: "after" }, "after the mock has acted"));
  const numbers = Object.fromEntries(Object.entries(NUMBERS).map(([name, [, , step]]) => [name, h("input", { type: "number", min: "0", step })]));

  async function refresh() {
    if (!isHere()) return;
    const { disturbances } = await ask("/disturb");
    list.replaceChildren(...disturbances.map(({ id, ...rest }) => {
      const words = Object.entries(rest).map(([name, value]) => `${name} ${value}`).join(", ");
      return h("li", {}, h("code", {}, id), ` ${words} `, h("button", { className: "plain", onclick: () => end(id) }, `End ${id}`));
    }));
    if (!disturbances.length) list.replaceChildren(h("li", {}, "none"));
  }

  async function watch() {
    if (!list.contains(document.activeElement)) await refresh(); // else the focus would be lost
    if (isHere()) setTimeout(watch, 1000);
  }

  async function end(id) {
    await ask(`/disturb/${id}`, { method: "DELETE" });
    await refresh();
  }

  async function add(event) {
    event.preventDefault();
    const set = Object.entries(numbers).filter(([, control]) => control.value !== "").map(([name, control]) => [name, Number(control.value)]);
    const body = Object.fromEntries([["api", api.id], ...set]);
    if (operation.value) body.operation = operation.value;
    if (drop.value) body.drop = drop.value;
    try {
      const added = await ask("/disturb", { method: "POST", body });
      announce(`added ${added.id}`);
    } catch (error) {
      announce(`not added: ${error.message}`);
    }
    await refresh();
  }

  const controls = Object.entries(NUMBERS).map(([name, [label, hint]]) => field(label, numbers[name], hint));
  main.append(
    h("h2", {}, "Disturbances"), list, h("h2", {}, "Add a disturbance"),
    h("form", { onsubmit: add },
      h("div", { className: "fields" }, field("Operation", operation), field("Drop the connection", drop), controls),
      h("div", { className: "row" }, h("button", {}, "Add"))));
  return watch();
}
