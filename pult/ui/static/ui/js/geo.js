// A button [data-geo] fills the fields named lat and lon of its form with the person's place, only
// when asked, and submits the form. [data-geo-refused] on the button is what to say when it cannot.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-geo]");
  if (!button) return;
  event.preventDefault();
  const form = button.form ?? button.closest("form");
  const place = form.querySelector("[data-geo-status]");
  const refused = () => { button.disabled = false; if (place) place.textContent = button.dataset.geoRefused ?? ""; };
  if (!navigator.geolocation) return refused();
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.lat.value = coords.latitude.toFixed(5);
    form.elements.lon.value = coords.longitude.toFixed(5);
    button.disabled = false;
    form.requestSubmit();
  }, refused, { timeout: 10_000, maximumAge: 300_000 });
});
if (!navigator.geolocation) document.querySelectorAll("[data-geo]").forEach((button) => { button.hidden = true; });
