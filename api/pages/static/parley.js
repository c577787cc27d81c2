// Comfort only: every page is whole without this module.

const button = (label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
};

for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const copy = button("Copy", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  });
  copy.setAttribute("aria-live", "polite");
  text.after(copy);
}

for (const place of document.querySelectorAll("[data-open-all]")) {
  const all = [...document.querySelectorAll(place.dataset.openAll)];
  const toggle = button("Open all cells", () => {
    const open = all.some((one) => !one.open);
    for (const one of all) one.open = open;
    toggle.textContent = open ? "Close all cells" : "Open all cells";
  });
  if (all.length) place.append(toggle);
}

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

const named = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const within = target && target.closest("details");
  if (within) within.open = true;
};
addEventListener("hashchange", named);
named();

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
