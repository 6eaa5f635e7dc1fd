// What a person is typing in stays theirs while the part of the page around it is brought up to date.
Idiomorph.defaults.ignoreActiveValue = true;

// Times are shown in the zone of the person who looks.
document.cookie = "zone=" + encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone) + ";path=/;max-age=31536000;samesite=lax";

// Parts of a page ask the server again and again. When it does not answer, or the session has ended, the page stays as it is and says so.
const belay = {
  /** What every form of the page carries against forged forms is renewed: true if a person is signed in. */
  async signedIn() {
    const answer = await fetch("/form-token", { headers: { "HX-Request": "true" }, redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return false;
    const token = await answer.text();
    document.querySelectorAll('input[name="_csrf"]').forEach(field => (field.value = token));
    belay.show("signed-out", false);
    return true;
  },

  /** The server did not take a request for want of a session: true if there is one again. */
  async signedOut() {
    if (await belay.signedIn()) return true;
    belay.show("signed-out", true);
    return false;
  },

  lost() {
    if (belay.show("connection-lost", true)) belay.time("#connection-lost time", belay.heard);
  },

  back() {
    belay.heard = new Date();
    const away = belay.show("connection-lost", false);
    const out = document.getElementById("signed-out");
    if (out && !out.hidden) belay.signedIn().then(now => now && document.dispatchEvent(new Event("belay:back")));
    else if (away) document.dispatchEvent(new Event("belay:back"));
  },

  /** Whether that changed anything. */
  show(id, shown) {
    const notice = document.getElementById(id);
    if (!notice || notice.hidden === !shown) return false;
    notice.hidden = !shown;
    document.body.classList.toggle("stale", Boolean(document.querySelector(".away:not([hidden])")));
    return true;
  },

  time(css, at) {
    const place = document.querySelector(css);
    if (place) place.textContent = at.toLocaleTimeString("en-GB");
  },

  heard: new Date(),
};

document.addEventListener("htmx:beforeOnLoad", event => {
  const status = event.detail.xhr.status;
  if (status === 401) {
    event.preventDefault(); // the page and what is written on it stay
    belay.signedOut();
  } else if (status >= 500) belay.lost();
  else belay.back();
});
document.addEventListener("htmx:sendError", belay.lost);
document.addEventListener("htmx:timeout", belay.lost);
