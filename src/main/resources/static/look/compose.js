// Keeps the form of a mailing while a person writes in it. Without this script the form is kept by its buttons.
const form = document.getElementById("compose");
const kept = document.getElementById("kept");
let written = 0;   // how often something was written since the page was opened
let saved = 0;     // how much of that the server has
let timer;
let last = Promise.resolve("saved");

function say(words, state) {
  kept.textContent = words;
  kept.dataset.state = state;
}

/** One save at a time, in order; resolves to what came of it: saved, refused, conflict, signed-out or lost. */
function save(leaving) {
  clearTimeout(timer);
  last = last.then(() => send(leaving));
  return last;
}

async function send(leaving, again) {
  const now = written;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "HX-Request": "true" },
      keepalive: Boolean(leaving),
      redirect: "manual",
    });
    if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
      // another tab has signed in meanwhile: once more, with what its session asks for
      if (!again && (await belay.signedOut())) return send(leaving, true);
      say(form.dataset.signedOut, "error");
      return "signed-out";
    }
    if (answer.status === 413) {
      say(`${form.dataset.refused} ${await answer.text()}`, "error");
      return "refused";
    }
    if (!answer.ok) throw new Error(answer.status);
    const came = await answer.json();
    if (came.state === "saved") {
      saved = now;
      if (!form.dataset.autosave.includes(came.id)) become(came.id);
      form.elements.revision.value = came.revision;
    }
    say(came.state === "saved" ? came.said : `${form.dataset.refused} ${came.said}`, came.state === "saved" ? "ok" : "error");
    return came.state;
  } catch (away) {
    belay.lost();
    say(form.dataset.lost, "error");
    return "lost";
  }
}

/** A new form has made its mailing: from here on the page is that mailing's. */
function become(id) {
  form.action = `/mailings/${id}/edit`;
  form.dataset.autosave = `/mailings/${id}/autosave`;
  history.replaceState(null, "", form.action);
}

if (form) {
  const conflict = form.querySelector("#meanwhile");
  form.addEventListener("input", event => {
    if (["show", "view", "as"].includes(event.target.name) || conflict) return;
    written++;
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  // signed in again, or the server is back: what waited is kept now
  document.addEventListener("belay:back", () => written > saved && !conflict && save());
  window.addEventListener("pagehide", () => written > saved && !conflict && save(true));
  window.addEventListener("beforeunload", event => written > saved && event.preventDefault());
  // a form that is sent without a session would lose its words
  let cleared = false;
  form.addEventListener("submit", async event => {
    if (cleared) return;
    event.preventDefault();
    const button = event.submitter;
    const came = conflict ? ((await belay.signedIn()) ? "saved" : "signed-out") : await save();
    if (came !== "saved" && came !== "conflict") return kept.scrollIntoView({ block: "center" });
    cleared = true;
    saved = written;
    form.requestSubmit(button);
  });
}
