// The pleasant extras. Every page works without this file.
(() => {
  const root = document.documentElement;

  const darkNow = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const say = () => button.setAttribute("aria-pressed", String(darkNow()));
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      root.dataset.theme = darkNow() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* holds for this page only */ }
      say();
    });
  }

  // A filter form sends itself when a box is ticked, and a moment after the last key in its search field.
  let waiting;
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosend]");
    if (form && event.target.type !== "search") form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosend][hx-get]");
    if (!form || event.target.type !== "search") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(), 300);
  });

  // On a phone the list comes first: questions in which nothing is chosen start folded.
  if (matchMedia("(max-width: 40rem)").matches) {
    for (const facet of document.querySelectorAll(".facet[open]")) if (!facet.querySelector(":checked")) facet.open = false;
  }

  // Tell those who cannot see it that a list was exchanged.
  const live = document.getElementById("live");
  document.addEventListener("htmx:after:swap", (event) => {
    const said = document.querySelector("[data-said]");
    if (live && said) live.textContent = said.dataset.said;
  });

  // A menu that was opened on a phone closes when the window grows past it.
  const wide = matchMedia("(min-width: 56rem)");
  wide.addEventListener("change", () => {
    for (const menu of document.querySelectorAll(".top-nav, .side-nav")) if (menu.matches(":popover-open")) menu.hidePopover();
  });
})();
