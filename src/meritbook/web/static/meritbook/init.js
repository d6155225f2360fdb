/* Runs before the page is drawn: pages that are enhanced know it, pages that are not stay whole. */
document.documentElement.classList.remove("no-js");
document.documentElement.classList.add("js");
