// The script of every page, and none of them needs it: it shows the print buttons, which do nothing without it, and
// forgets the words a form kept in this browser once they were sent.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const spoken = /(?:^|; )spoken=(\w+)/.exec(document.cookie);
if (spoken) {
  try {
    localStorage.removeItem(`dohoda-words-${spoken[1]}`);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  document.cookie = "spoken=; path=/; max-age=0; samesite=lax";
}
