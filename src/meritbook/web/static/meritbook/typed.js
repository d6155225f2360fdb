/* Keeps what is typed into a form on the server, for its writer alone, a few seconds after the last key and on leaving a
   field. The form works without it: "Keep and go on later" does the same. Where `data-typed-changed` names a field, it
   carries the names of those that were changed on this page: what is kept of the others stands. */
(function () {
  "use strict";

  document.querySelectorAll("[data-typed]").forEach(function (note) {
    var form = note.closest("form");
    if (!form) { return; }
    var last = "";
    var timer = 0;
    var busy = false;
    var again = false;
    var stopped = false;
    var changed = {};

    function typed() {
      var data = new FormData(form);
      Array.prototype.forEach.call(form.querySelectorAll("input[type=file], input[type=password]"), function (one) {
        if (one.name) { data.delete(one.name); }
      });
      if (note.dataset.typedChanged) {
        Object.keys(changed).forEach(function (name) { data.append(note.dataset.typedChanged, name); });
      }
      return new URLSearchParams(data);
    }
    function say(words) { if (note.textContent !== words) { note.textContent = words; } }
    function keep() {
      window.clearTimeout(timer);
      timer = 0;
      /* What is typed while something is being kept is kept right after it. */
      if (busy) { again = true; return; }
      if (stopped) { return; }
      var body = typed();
      var now = body.toString();
      if (now === last) { return; }
      busy = true;
      fetch(note.dataset.typed, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" })
        .then(function (answer) {
          if (answer.ok) { return answer.json().then(function (said) { last = now; say("What you typed is kept, " + said.kept + "."); }); }
          if (answer.type === "opaqueredirect") {
            say("You are signed out. Sign in again in another tab, then go on here: nothing typed is lost.");
          } else {
            say("What you type is not kept at the moment. Send the form, or copy the text.");
          }
          return null;
        })
        .catch(function () { say("The site does not answer. What you typed stays in this page."); })
        .finally(function () {
          busy = false;
          if (again) { again = false; keep(); }
        });
    }
    last = typed().toString();
    form.addEventListener("input", function (event) {
      if (event.target.name) { changed[event.target.name] = true; }
      if (!timer) { timer = window.setTimeout(keep, 4000); }
    });
    form.addEventListener("focusout", keep);
    /* Whoever loads the page anew or leaves it within those seconds loses nothing either. */
    window.addEventListener("pagehide", function () {
      var body = typed();
      if (!stopped && body.toString() !== last && navigator.sendBeacon) { navigator.sendBeacon(note.dataset.typed, body); }
    });
    form.addEventListener("submit", function () { stopped = true; window.clearTimeout(timer); });
  });
})();
