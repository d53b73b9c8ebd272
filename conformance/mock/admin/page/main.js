// The page: which API and which view are shown. Both are in the address, so that links lead to them.

import { h, announce } from "./dom.js";
import { showDisturbances } from "./disturb.js";
import { showJournal } from "./journal.js";
import { showReference } from "./reference.js";
import { ask, keepKey } from "./server.js";
import { showState } from "./state.js";

const VIEWS = { reference: showReference, requests: showJournal, disturbances: showDisturbances, state: showState };
const chooser = document.getElementById("api");
const main = document.getElementById("main");
let apis = [];
let shown = 0;

const documents = new Map();

async function documentOf(api) {
  if (!documents.has(api.id)) documents.set(api.id, await ask(`/apis/${encodeURIComponent(api.id)}/openapi.json`));
  return documents.get(api.id);
}

async function show() {
  const [, name = "reference", argument = ""] = location.hash.split("/").map(decodeURIComponent);
  const view = VIEWS[name] ? name : "reference";
  const api = apis.find((each) => each.id === chooser.value);
  const turn = ++shown;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  announce("");
  const root = await documentOf(api);
  document.getElementById("title").textContent = `${api.title} ${api.version}`;
  document.getElementById("base").textContent = `${location.origin}${api.base_path}`;
  document.title = `${api.title}: ${view}`;
  main.replaceChildren();
  await VIEWS[view](main, { api, root, argument, isHere: () => turn === shown });
}

async function start() {
  ({ apis } = await ask("/apis"));
  document.getElementById("key").hidden = true;
  chooser.replaceChildren(...apis.map((api) => h("option", { value: api.id }, api.id)));
  await show();
}

const guarded = (work) => (...given) => work(...given).catch((error) => announce(`not done: ${error.message}`));

addEventListener("hashchange", guarded(async () => location.hash.startsWith("#/") && (await show())));
addEventListener("unhandledrejection", (event) => announce(`not done: ${event.reason.message}`));
addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  if (event.key !== "/" || !search || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  search.focus();
});
chooser.addEventListener("change", guarded(show));
document.getElementById("key").addEventListener("submit", guarded(async (event) => {
  event.preventDefault();
  keepKey(document.getElementById("key-value").value);
  await start();
}));
await guarded(start)();
