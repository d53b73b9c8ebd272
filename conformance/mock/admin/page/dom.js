// Elements from data. Text is always text: nothing of a document or a request becomes markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let number = 0;

// A control with its label.
export function field(label, control, hint = "") {
  control.id ||= `field-${++number}`;
  const said = h("label", { htmlFor: control.id }, label, hint && h("span", { className: "faint" }, ` ${hint}`));
  return h("div", {}, said, control);
}

// What opens: its content is made when it is opened first.
export function opening(summary, make, properties = {}) {
  const details = h("details", properties, h("summary", {}, summary));
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(h("div", {}, make()));
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

export function json(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return h("pre", { tabIndex: 0 }, text ?? "");
}

export function announce(text) {
  document.getElementById("status").textContent = text;
}
