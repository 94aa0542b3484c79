// Small comforts; every page works without them.

// The error summary is read first.
document.querySelector("[data-focus]")?.focus();

// Menus close with Escape and by a click beside them.
const menus = document.querySelectorAll("details[data-menu]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of menus) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Of tabs that are wider than the window, the current one is in sight.
for (const tab of document.querySelectorAll(".views [aria-current]")) {
  const row = tab.parentElement;
  if (tab.offsetLeft + tab.offsetWidth > row.offsetLeft + row.clientWidth) {
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
  }
}

// A second click on the same button sends nothing more.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // Where nothing came back, trying again must be possible.
    setTimeout(() => delete form.dataset.sent, 10000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The step of a case takes two keys: S, then the sign before the step. S alone does nothing, and
// what is typed into a field stays there.
const placing = document.querySelector("form[data-placing]");
if (placing) {
  let begun = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    // A Belgian keyboard gives digits with the shift key alone.
    const key = /^Digit[1-9]$/.test(event.code) ? event.code.slice(-1) : event.key.toLowerCase();
    const select = placing.querySelector("select");
    const option = [...select.options].find((one) => one.dataset.sign === key);
    if (option && event.timeStamp - begun < 3000) {
      begun = -Infinity;
      select.value = option.value;
      placing.requestSubmit();
    } else {
      begun = key === "s" ? event.timeStamp : -Infinity;
    }
  });
}

// Fields that belong to a way of measuring are hidden while another one is chosen, unless one of
// them is wrong. Without this script all of them stand on the page, below a hint.
const measured = document.querySelectorAll("[data-belongs]");
if (measured.length) {
  const form = measured[0].closest("form");
  const choose = () => {
    const chosen = form.querySelector('[name="metric"]:checked')?.value;
    for (const part of measured) {
      const belongs = part.dataset.belongs.split(" ").includes(chosen);
      part.hidden = !belongs && !part.querySelector(".invalid-feedback");
    }
  };
  form.querySelector("[data-hint]").hidden = true;
  form.addEventListener("change", choose);
  window.addEventListener("pageshow", choose);
  choose();
}

// Work in the background tells how far it is; when it has ended the page shows what came of it.
// Without this script a link asks for it again.
const atWork = document.querySelector("[data-at-work]");
if (atWork) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-at-work]");
      if (!now) {
        location.reload();
        return;
      }
      if (now.textContent !== atWork.textContent) atWork.replaceChildren(...now.childNodes);
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}
