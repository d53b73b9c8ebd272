"use strict";
// The page is whole without this: it only filters, sorts, copies, and opens everything for print.
const form = document.getElementById("filters");
const words = document.getElementById("words");
const kind = document.getElementById("kind");
const api = document.getElementById("api");
const shown = document.getElementById("shown");
const all = [...document.querySelectorAll("article.finding, tbody tr, .unreached li, #notes + ul li")];
const texts = new Map();

function textOf(element) {
  if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
  return texts.get(element);
}

function fits(element, asked) {
  const { kind: own = "", api: owner = "" } = element.dataset;
  const wanted = kind.value === "warning" ? ["warning", "note"] : [kind.value];
  if (kind.value && !own.split(" ").some((each) => wanted.includes(each))) return false;
  if (api && api.value && owner !== api.value) return false;
  return asked.every((word) => textOf(element).includes(word));
}

function filter() {
  const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const element of all) {
    const isFitting = fits(element, asked);
    element.classList.toggle("gone", !isFitting);
    if (isFitting && element.matches("article")) count += 1;
  }
  const isFiltered = asked.length || kind.value || (api && api.value);
  shown.textContent = isFiltered ? `${count} finding${count === 1 ? "" : "s"} shown` : "";
}

let waiting = 0;
function filterSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(filter, 80);
}

function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.slice(0, 4).forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const isDown = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      const value = (row) => row.cells[index].textContent;
      const compare = (a, b) => (index ? value(a) - value(b) : value(a).localeCompare(value(b)));
      const rows = [...table.tBodies[0].rows].sort((a, b) => (isDown ? compare(b, a) : compare(a, b)));
      table.tBodies[0].append(...rows);
    });
  });
}

function addCopy(pre) {
  const text = pre.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${pre.getAttribute("aria-label")}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = "Press Ctrl+C";
    }
  });
  pre.before(button);
}

function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const details = target && target.matches(".finding") && target.querySelector("details");
  if (details) details.open = true;
}

form.hidden = false;
form.addEventListener("input", filterSoon);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("pre.command").forEach(addCopy);
addEventListener("hashchange", openTarget);
openTarget();
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  closed.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
