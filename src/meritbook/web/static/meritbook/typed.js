/* Keeps what is typed into a form on the server, for its writer alone, a few seconds after the last key and on leaving a
   field. The form works without it: "Keep and go on later" does the same. */
(function () {
  "use strict";

  document.querySelectorAll("[data-typed]").forEach(function (note) {
    var form = note.closest("form");
    if (!form) { return; }
    var last = "";
    var timer = 0;
    var busy = false;
    var stopped = false;

    function typed() {
      var data = new FormData(form);
      Array.prototype.forEach.call(form.querySelectorAll("input[type=file], input[type=password]"), function (one) {
        if (one.name) { data.delete(one.name); }
      });
      return new URLSearchParams(data);
    }
    function say(words) { if (note.textContent !== words) { note.textContent = words; } }
    function keep() {
      window.clearTimeout(timer);
      timer = 0;
      if (busy || stopped) { return; }
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
        .finally(function () { busy = false; });
    }
    last = typed().toString();
    form.addEventListener("input", function () { if (!timer) { timer = window.setTimeout(keep, 4000); } });
    form.addEventListener("focusout", keep);
    form.addEventListener("submit", function () { stopped = true; window.clearTimeout(timer); });
  });
})();
