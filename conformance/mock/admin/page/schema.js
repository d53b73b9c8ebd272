// Schemas of a document: as text, as a tree, and as a value to begin with.

import { h, opening } from "./dom.js";

const DEEPEST = 8; // levels of a made-up value

export function resolve(root, node) {
  for (let steps = 0; node && node.$ref?.startsWith("#") && steps < 50; steps++) {
    const tokens = decodeURIComponent(node.$ref.slice(1)).split("/").slice(1);
    node = tokens.reduce((at, token) => at?.[token.replaceAll("~1", "/").replaceAll("~0", "~")], root);
  }
  return node ?? {};
}

export function typeOf(root, schema) {
  if (schema === true || schema === false) return schema ? "anything" : "nothing";
  const name = schema.$ref?.split("/").pop();
  const found = resolve(root, schema);
  const types = [found.type ?? []].flat();
  if (types.includes("array")) return `array of ${found.items ? typeOf(root, found.items) : "anything"}`;
  if (name) return name;
  if ("const" in found) return JSON.stringify(found.const);
  if (found.format) return `${types.join(" or ")} (${found.format})`;
  for (const [keyword, word] of [["oneOf", " or "], ["anyOf", " or "], ["allOf", " and "]]) {
    if (found[keyword]) return found[keyword].map((each) => typeOf(root, each)).join(word);
  }
  return types.join(" or ") || (found.enum ? "enum" : found.properties ? "object" : "anything");
}

const LIMITS = ["enum", "default", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
  "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "readOnly", "writeOnly", "deprecated"];

function limits(schema) {
  return LIMITS.filter((name) => name in schema).map((name) => `${name}: ${JSON.stringify(schema[name])}`).join(", ");
}

function parts(root, schema) {
  const found = resolve(root, schema);
  const required = new Set(found.required);
  const properties = Object.entries(found.properties ?? {}).map(([name, each]) => [name, each, required.has(name)]);
  const others = [];
  if (found.items) others.push(["each item", found.items, false]);
  if (found.additionalProperties?.constructor === Object) others.push(["other properties", found.additionalProperties, false]);
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    for (const [index, each] of (found[keyword] ?? []).entries()) others.push([`${keyword} ${index + 1}`, each, false]);
  }
  return [...properties, ...others];
}

// One schema as a tree; what it refers to is drawn when it is opened, so that circles do no harm.
export function tree(root, schema, name = "", isRequired = false) {
  const found = resolve(root, schema);
  const line = [
    name && h("code", { className: found.deprecated ? "deprecated" : "" }, name), name && " ",
    typeOf(root, schema), isRequired && h("strong", {}, " required"),
    h("span", { className: "faint" }, ` ${limits(found)}`),
  ];
  const inner = parts(root, schema);
  const text = found.description && h("p", { className: "text faint" }, found.description);
  if (!inner.length) return h("div", {}, h("p", {}, line), text);
  const make = () => [text, ...inner.map(([key, each, needed]) => tree(root, each, key, needed))];
  return opening(line, make, { className: "schema", open: !name });
}

export function example(root, holder) {
  const found = resolve(root, holder);
  if ("example" in found) return found.example;
  const first = Object.values(found.examples ?? {})[0];
  if (first && "value" in resolve(root, first)) return resolve(root, first).value;
  return found.schema === undefined ? undefined : sample(root, found.schema);
}

export function sample(root, schema, depth = 0) {
  const found = resolve(root, schema);
  for (const name of ["const", "example", "default"]) if (name in found) return found[name];
  if (Array.isArray(found.examples) && found.examples.length) return found.examples[0];
  if (found.enum) return found.enum[0];
  if (depth > DEEPEST) return null;
  const choice = found.oneOf ?? found.anyOf;
  if (choice) return sample(root, choice[0], depth + 1);
  const merged = (found.allOf ?? []).map((each) => sample(root, each, depth + 1));
  const type = [found.type ?? (found.properties || merged.length ? "object" : "null")].flat()[0];
  if (type === "object") {
    const shown = Object.entries(found.properties ?? {}).filter(([, each]) => !resolve(root, each).readOnly);
    return Object.assign({}, ...merged, Object.fromEntries(shown.map(([name, each]) => [name, sample(root, each, depth + 1)])));
  }
  if (type === "array") return found.items ? [sample(root, found.items, depth + 1)] : [];
  return { string: "", integer: found.minimum ?? 0, number: found.minimum ?? 0, boolean: false }[type] ?? null;
}
