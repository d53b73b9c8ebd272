// The admin API of the mock that served this page.

const ROOT = "/__mock__";
const KEY = "mock-admin-key";

export function keepKey(key) {
  sessionStorage.setItem(KEY, key);
}

export async function ask(path, { method = "GET", body } = {}) {
  const headers = {};
  const key = sessionStorage.getItem(KEY);
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(ROOT + path, { method, headers, body: body && JSON.stringify(body) });
  if (response.status === 401) document.getElementById("key").hidden = false;
  if (response.status === 204) return null;
  const data = await response.json();
  if (!response.ok) throw new Error(data.detail ?? `status ${response.status}`);
  return data;
}
