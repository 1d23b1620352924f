// Words of the text that are selected can be commented on: a link offers it, and the paragraph's own link carries them.
const offer = document.querySelector(".quote-offer");
const LONGEST = 600, AROUND = 32; // characters; a longer passage is better named by its paragraph
let marked = null;

function flat(words) {
  return words.replace(/\s+/g, " ");
}

function paragraphOf(node) {
  const element = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  return element ? element.closest("[data-quotes] .paragraph") : null;
}

// The selected words, within the first paragraph they touch, and a few words before and after them there.
function passage() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const chosen = selection.getRangeAt(0);
  const paragraph = paragraphOf(chosen.startContainer);
  const link = paragraph && paragraph.querySelector(".paragraph-speak");
  const text = paragraph && paragraph.querySelector(".paragraph-text");
  if (!link || !text.contains(chosen.startContainer)) return null;
  const words = chosen.cloneRange(), before = document.createRange(), after = document.createRange();
  if (!text.contains(chosen.endContainer)) words.setEnd(text, text.childNodes.length);
  before.selectNodeContents(text);
  before.setEnd(words.startContainer, words.startOffset);
  after.selectNodeContents(text);
  after.setStart(words.endContainer, words.endOffset);
  const quote = flat(words.toString()).trim();
  if (!quote || quote.length > LONGEST) return null;
  return { link, quote, before: flat(before.toString()).slice(-AROUND), after: flat(after.toString()).slice(0, AROUND) };
}

function forget() {
  if (marked) marked.link.href = marked.address;
  marked = null;
  offer.hidden = true;
}

function look() {
  const found = passage();
  // the words stay offered while the reader is on the way to the link itself
  if (!found && (offer.contains(document.activeElement) || offer.matches(":hover"))) return;
  const waiting = !offer.hidden;
  forget();
  if (!found) return;
  const address = new URL(found.link.href);
  for (const name of ["quote", "before", "after"]) address.searchParams.set(name, found[name]);
  marked = { link: found.link, address: found.link.href };
  found.link.href = address.href;
  offer.querySelector("a").href = address.href;
  offer.hidden = false;
  if (!waiting) document.getElementById("announced").textContent = offer.textContent.trim();
}

if (offer) {
  let soon = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(soon);
    soon = setTimeout(look, 250);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && marked) forget();
  });
}
