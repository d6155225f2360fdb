/* What follows makes pages handier; each of them works without it. */
(function () {
  "use strict";

  /* A message about what was just done takes the focus, so that it is read out and seen. */
  var message = document.querySelector("[data-focus]");
  if (message) { message.focus({ preventScroll: false }); }

  /* A field lights all pieces of its place in the source, also where the place runs over several blocks. */
  function light(name) {
    document.querySelectorAll("mark.is-lit").forEach(function (mark) { mark.classList.remove("is-lit"); });
    document.querySelectorAll("[data-lights].is-chosen").forEach(function (link) {
      link.classList.remove("is-chosen");
      link.removeAttribute("aria-current");
    });
    if (!/^s\d+-\d+$/.test(name)) { return; }
    /* A field may have several places; its address is the first of them. */
    var link = document.querySelector('[data-lights="' + name + '"], [data-lights^="' + name + ' "]');
    var names = link ? link.dataset.lights.split(" ") : [name];
    var marks = document.querySelectorAll(names.map(function (one) { return 'mark[data-of="' + one + '"]'; }).join(", "));
    marks.forEach(function (mark) { mark.classList.add("is-lit"); });
    if (link) { link.classList.add("is-chosen"); link.setAttribute("aria-current", "true"); }
    if (marks.length) { marks[0].scrollIntoView({ block: "center" }); }
  }
  /* Without scripts the server lights the place; with them the page stays as it is. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-lights]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (window.location.hash === link.hash) { light(link.hash.slice(1)); } else { window.location.hash = link.hash; }
  });
  function lightFragment() { light(window.location.hash.slice(1)); }
  window.addEventListener("hashchange", lightFragment);
  if (window.location.hash) { lightFragment(); }

  /* In a list only the results are exchanged. Any other answer (a sign-in page, an error) is opened as a page of its own. */
  function openWhole(event) {
    event.detail.shouldSwap = false;
    window.location.assign(event.detail.pathInfo.finalRequestPath || event.detail.pathInfo.requestPath);
  }
  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail;
    /* People who are looked up while a form is filled in; any other answer leaves the form as it is. */
    if (detail.target.hasAttribute("data-people")) {
      detail.shouldSwap = detail.serverResponse.indexOf("data-people-found") >= 0;
      detail.isError = false;
      return;
    }
    if (detail.target.id === "results" && !/ id="results"/.test(detail.serverResponse)) { openWhole(event); }
    /* What is looked at again and again and is not there any more, as when the session has ended: the page says why. */
    if (detail.target.hasAttribute("data-polled") && detail.serverResponse.indexOf(' id="' + detail.target.id + '"') < 0) {
      detail.shouldSwap = false;
      window.location.reload();
    }
  });
  document.addEventListener("htmx:sendError", function (event) {
    /* A look that fails is made again by itself. */
    var target = event.detail.target;
    if (!target.hasAttribute("data-polled") && !target.hasAttribute("data-people")) { openWhole(event); }
  });
  /* A link that was exchanged with the results takes the focus with it: the new results take it then,
     or within them what was asked for. */
  document.addEventListener("htmx:afterSettle", function (event) {
    var results = document.querySelector("[data-takes-focus]") || document.getElementById("results");
    if (results && event.target.contains(results) && (document.activeElement === document.body || !document.activeElement)) { results.focus(); }
  });

  /* The running total of percent; the server adds them up again when the form is sent. */
  var total = document.querySelector("[data-total]");
  function hundredths(text) {
    var match = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
    return match ? Number(match[1]) * 100 + Number(((match[2] || "") + "00").slice(0, 2)) : null;
  }
  function addUp() {
    if (!total) { return; }
    var sum = 0;
    document.querySelectorAll("[data-percent]").forEach(function (input) { sum += hundredths(input.value) || 0; });
    var rest = 10000 - sum;
    var say = function (n) { return String(n / 100); };
    total.querySelector("[data-sum]").textContent = say(sum) + " %";
    total.querySelector("[data-rest]").textContent =
      rest === 0 ? "adds up to 100 %" : rest > 0 ? say(rest) + " % still to give" : say(-rest) + " % too much";
  }
  document.addEventListener("input", function (event) {
    if (event.target.matches && event.target.matches("[data-percent]")) { addUp(); }
  });
  addUp();

  /* Drafts go when their writer signs out, and never wait for somebody else who signs in in the same tab. */
  function dropDrafts(keep) {
    try {
      Object.keys(sessionStorage).forEach(function (key) {
        if (key.indexOf("meritbook-draft:") === 0 && !(keep && key.indexOf(keep) === 0)) { sessionStorage.removeItem(key); }
      });
    } catch (error) { /* storage is off: there is nothing to drop */ }
  }
  if (document.body.dataset.user) { dropDrafts("meritbook-draft:" + document.body.dataset.user + ":"); }
  document.querySelectorAll("form[data-sign-out]").forEach(function (form) {
    form.addEventListener("submit", function () { dropDrafts(""); });
  });

  /* What was typed and not yet saved stays in this browser tab until it is saved, so that a lost session loses nothing. */
  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    var who = document.body.dataset.user;
    var key = "meritbook-draft:" + who + ":" + form.dataset.draft;
    var skip = { csrfmiddlewaretoken: true };
    function fields() {
      return Array.prototype.filter.call(form.elements, function (one) {
        /* Who a candidate is stays out of the browser's storage. */
        return one.name && !skip[one.name] && !one.closest("[data-no-draft]") &&
          one.type !== "submit" && one.type !== "file" && one.type !== "hidden" && one.type !== "password";
      });
    }
    function save() {
      var kept = {};
      fields().forEach(function (one) {
        if (one.type === "radio" || one.type === "checkbox") { if (one.checked) { kept[one.name] = one.value; } }
        else if (one.value) { kept[one.name] = one.value; }
      });
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch (error) { /* storage is off: the form still works */ }
    }
    function differs(kept) {
      return fields().some(function (one) {
        if (one.type === "radio" || one.type === "checkbox") { return one.checked !== (kept[one.name] === one.value); }
        return (kept[one.name] || "") !== one.value;
      });
    }
    var note = form.querySelector("[data-draft-note]");
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key) || "null"); } catch (error) { kept = null; }
    if (kept && !form.hasAttribute("data-answered") && differs(kept) && note) {
      note.hidden = false;
      note.querySelector("[data-draft-restore]").addEventListener("click", function () {
        fields().forEach(function (one) {
          if (one.type === "radio" || one.type === "checkbox") { one.checked = kept[one.name] === one.value; }
          else { one.value = kept[one.name] || ""; }
        });
        note.hidden = true;
        addUp();
        fields()[0].focus();
      });
      note.querySelector("[data-draft-drop]").addEventListener("click", function () {
        sessionStorage.removeItem(key);
        note.hidden = true;
      });
    }
    form.addEventListener("input", save);
  });
  /* A page that shows what was saved says which draft is done with. */
  var done = document.querySelector("[data-draft-done]");
  if (done) {
    try { sessionStorage.removeItem("meritbook-draft:" + document.body.dataset.user + ":" + done.dataset.draftDone); } catch (error) { /* nothing to drop */ }
  }

  /* After a refused form the first field at fault takes the focus when no message does. */
  if (!message) {
    var wrong = document.querySelector("[aria-invalid='true']");
    if (wrong) { wrong.focus(); }
  }
})();
