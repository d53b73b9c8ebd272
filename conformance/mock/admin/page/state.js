// What the mock remembers, by table.

import { field, h, json, opening, announce } from "./dom.js";
import { ask } from "./server.js";

export function showState(main, { api }) {
  const tables = h("div", { id: "tables" });
  const seed = h("input", { type: "number", step: "1" });

  async function refresh() {
    const { tables: found, seed: used } = await ask(`/state?${new URLSearchParams({ api: api.id })}`);
    seed.value = used;
    tables.replaceChildren(...Object.entries(found).map(([name, rows]) =>
      opening(`${name}, ${rows.length} rows`, () => rows.map((row) => opening(h("code", {}, row.key.join(" / ")), () => json(row.item))))));
    if (!Object.keys(found).length) tables.replaceChildren(h("p", {}, "The mock remembers nothing yet."));
  }

  async function reset(event) {
    event.preventDefault();
    await ask("/reset", { method: "POST", body: { api: api.id, seed: Number(seed.value) } });
    announce("reset");
    await refresh();
  }

  main.append(h("h2", {}, "State"),
    h("form", { className: "row", onsubmit: reset }, field("Seed", seed), h("button", {}, "Reset"),
      h("button", { type: "button", className: "plain", onclick: refresh }, "Read again")), tables);
  return refresh();
}
