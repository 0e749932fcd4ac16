// Moments stand in the page in UTC; the reader sees their own clock.
for (const moment of document.querySelectorAll("time[datetime]")) {
  const at = new Date(moment.getAttribute("datetime") ?? "");
  if (!Number.isNaN(at.getTime())) {
    moment.textContent = at.toLocaleString(undefined, { dateStyle: "long", timeStyle: "short" });
  }
}
