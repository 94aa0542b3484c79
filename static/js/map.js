// Cards of a map's draft are dragged with the mouse, or grabbed and moved with the arrow keys.
// Both send what the buttons of a card send; without script, the buttons do it all.

const said = document.querySelector("[data-map-says]");
const say = (text) => { said.textContent = text; };
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);
const map = () => document.querySelector("[data-map]");
const stageOf = (card) => card.closest("[data-stage]");
const cardsOf = (stage) => [...stage.querySelectorAll("ol > li")];
const nameOf = (card) => card.dataset.step;

// The card in hand, and where it came from.
let held = null;

function hold(card) {
  held = { card, list: card.parentElement, next: card.nextElementSibling };
  card.classList.add("held");
}

function release() {
  held.card.classList.remove("held");
  held.card.querySelector("[data-grab]").setAttribute("aria-pressed", "false");
  held = null;
}

function putBack() {
  const { card, list, next } = held;
  list.insertBefore(card, next);
  release();
  card.querySelector("[data-grab]").focus();
  say(fill(map().dataset.putBack, { step: nameOf(card) }));
}

function hasMoved() {
  return held.card.parentElement !== held.list || held.card.nextElementSibling !== held.next;
}

function placeOf(card) {
  const cards = cardsOf(stageOf(card));
  return { position: cards.indexOf(card) + 1, count: cards.length };
}

function tellPlace(card) {
  say(fill(map().dataset.at, { stage: stageOf(card).dataset.name, ...placeOf(card) }));
}

// What the server answers is the page as it now stands; a refusal is shown as the page it is.
async function drop() {
  const { card } = held;
  if (!hasMoved()) { putBack(); return; }
  const form = card.querySelector("form");
  const place = `${stageOf(card).dataset.stage}:${placeOf(card).position}`;
  const sent = new FormData(form);
  sent.set("place", place);
  let page = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    if (!answer.ok) { sendPlainly(form, place); return; }
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    putBack();
    say(map().dataset.failed);
    return;
  }
  release();
  show(page, card.id);
}

function sendPlainly(form, place) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "place", value: place });
  form.append(field);
  form.submit();
}

function show(page, id) {
  const fresh = page.querySelector("[data-map]");
  if (!fresh) { location.reload(); return; }
  for (const opened of fresh.querySelectorAll("details[open]")) opened.open = false;
  fresh.querySelector("[autofocus]")?.removeAttribute("autofocus");
  map().replaceWith(fresh);
  offer();
  document.getElementById(id)?.querySelector("[data-grab]").focus();
  say(page.querySelector(".main > .banner p")?.textContent ?? "");
}

// ── Keys ──
function step(card, key) {
  const list = card.parentElement;
  const stages = [...map().querySelectorAll("[data-stage]")];
  const here = stages.indexOf(stageOf(card));
  if (key === "ArrowUp" && card.previousElementSibling) list.insertBefore(card, card.previousElementSibling);
  if (key === "ArrowDown" && card.nextElementSibling) list.insertBefore(card.nextElementSibling, card);
  const beside = { ArrowLeft: stages[here - 1], ArrowRight: stages[here + 1] }[key];
  if (beside) {
    const row = cardsOf(stageOf(card)).indexOf(card);
    beside.querySelector("ol").insertBefore(card, cardsOf(beside)[row] ?? null);
  }
  card.querySelector("[data-grab]").focus();
  tellPlace(card);
}

function onKey(event) {
  if (!held || !event.target.closest("[data-grab]")) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    step(held.card, event.key);
  } else if (event.key === "Escape") {
    event.preventDefault();
    putBack();
  } else if (event.key === "Tab") {
    putBack();
  }
}

function onClick(event) {
  const handle = event.target.closest("[data-grab]");
  if (!handle) return;
  const card = handle.closest("li");
  if (held) { drop(); return; }
  hold(card);
  handle.setAttribute("aria-pressed", "true");
  say(fill(map().dataset.grabbed, { step: nameOf(card) }));
}

// ── Mouse ──
function below(stage, y) {
  return cardsOf(stage).find((card) => {
    const box = card.getBoundingClientRect();
    return card !== held.card && y < box.top + box.height / 2;
  });
}

function onDragOver(event) {
  const stage = event.target.closest("[data-stage]");
  if (!held || !stage) return;
  event.preventDefault();
  const next = below(stage, event.clientY) ?? null;
  if (held.card.nextElementSibling !== next || stageOf(held.card) !== stage) {
    stage.querySelector("ol").insertBefore(held.card, next);
  }
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-map] li[draggable]");
  if (!card) return;
  if (held) putBack();
  hold(card);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", nameOf(card));
});
document.addEventListener("dragover", onDragOver);
document.addEventListener("drop", (event) => {
  if (!held || !event.target.closest("[data-stage]")) return;
  event.preventDefault();
  held.dropped = true;
  drop();
});
document.addEventListener("dragend", () => { if (held && !held.dropped) putBack(); });
document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);

// Handles are of use with script alone.
function offer() {
  for (const card of document.querySelectorAll("[data-map] [data-step]")) {
    card.draggable = true;
    card.querySelector("[data-grab]").hidden = false;
  }
}
if (map()) offer();
