// The only script of the plain pages, and none of them needs it: it shows the print buttons, which do nothing without it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
