// Beside the form of a comment, which works without it: keeps what is typed in this browser until it is sent, says so,
// and does the small sum that is asked for above the limits. Nothing leaves the browser but by the form itself.

const DAYS = 30;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "content_type", "object_pk", "timestamp", "security_hash", "mail",
  "honeypot", "altcha", "step", "wait", "passed", "draft", "recording_kept", "attached_kept"]);

const form = document.querySelector("form[data-draft]");
if (form) keepWords(form);
const sum = document.querySelector("[data-challenge]");
if (sum?.form && window.crypto?.subtle) doSum(sum.form, sum);

function storage() {
  try {
    const probe = "dohoda-probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

function keepWords(form) {
  const kept = storage();
  const status = form.querySelector("[data-speak-status]");
  const forget = form.querySelector("[data-speak-forget]");
  const say = (what) => { status.textContent = status.dataset[what]; status.hidden = false; };
  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("online", () => { if (kept) say("kept"); });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { event.preventDefault(); say("offline"); }
  });
  if (!kept) return;

  // One draft for each place a comment can be about; its name says nothing about the person.
  const name = nameOf(`${form.dataset.draft} ${location.search}`);
  const key = `dohoda-words-${name}`;
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: name });
  form.append(mark);

  const found = read(kept, key);
  const told = form.elements.namedItem("told");
  if (found && told && !told.value && fill(form, found.words)) { say("found"); forget.hidden = false; }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = wordsOf(form);
      if (!words.told && !words.proposed) { kept.removeItem(key); return; }
      try {
        kept.setItem(key, JSON.stringify({ at: Date.now(), words }));
        if (status.hidden) say("kept");
        forget.hidden = false;
      } catch {
        status.hidden = true; // no room: nothing is promised
      }
    }, 400);
  });
  forget.querySelector("button").addEventListener("click", () => {
    clearTimeout(waiting);
    kept.removeItem(key);
    form.reset();
    if (told) { told.value = ""; told.focus(); }
    forget.hidden = true;
    status.hidden = true;
  });
}

function nameOf(text) {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return `w${(hash >>> 0).toString(16)}`;
}

function read(kept, key) {
  try {
    const found = JSON.parse(kept.getItem(key));
    if (found && Date.now() - found.at < DAYS * 864e5) return found;
    kept.removeItem(key);
  } catch {
    kept.removeItem(key);
  }
  return null;
}

function wordsOf(form) {
  const words = {};
  for (const [name, value] of new FormData(form)) {
    if (!NOT_KEPT.has(name) && typeof value === "string" && value) words[name] = value;
  }
  return words;
}

function fill(form, words) {
  for (const [name, value] of Object.entries(words)) {
    const field = form.elements.namedItem(name);
    if (!field || typeof value !== "string") continue;
    if (field.type === "checkbox") field.checked = true;
    else if (field.type !== "hidden" || !field.value) field.value = value;
    if (value && field.closest?.("details") && !["kind", "voice", "side"].includes(name)) field.closest("details").open = true;
  }
  return Boolean(words.told || words.proposed);
}

async function doSum(form, field) {
  const { algorithm, challenge, salt, signature, max_number: most } = JSON.parse(field.dataset.challenge);
  const line = form.querySelector("[data-sum]");
  line.hidden = false;
  const encoder = new TextEncoder();
  for (let first = 0; first <= most; first += 500) {
    const numbers = Array.from({ length: Math.min(500, most - first + 1) }, (_, step) => first + step);
    const hashes = await Promise.all(numbers.map((number) => crypto.subtle.digest(algorithm, encoder.encode(salt + number))));
    const place = hashes.findIndex((hash) => hex(hash) === challenge);
    if (place < 0) continue;
    field.value = btoa(JSON.stringify({ algorithm, challenge, number: numbers[place], salt, signature }));
    line.querySelector("[data-sum-told]").hidden = true;
    line.querySelector("[data-sum-done]").hidden = false;
    return;
  }
  line.hidden = true;
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
