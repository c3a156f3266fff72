// Where the insurer has a tile server: the clinics of the list on a map beside it. The list stays.
const box = document.getElementById("map");
const L = window.L;
if (box && L) {
  box.hidden = false;
  const map = L.map(box, { attributionControl: true, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  const attribution = box.dataset.tiles.includes("openstreetmap") ? "© OpenStreetMap" : "";
  L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution }).addTo(map);
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--brand").trim();
  const points = [];
  for (const site of document.querySelectorAll("#sites [data-lat]")) {
    const point = [Number(site.dataset.lat), Number(site.dataset.lon)];
    const name = document.createElement("span");
    name.lang = "ru";
    name.textContent = site.querySelector("h2").textContent;
    L.circleMarker(point, { radius: 9, color: colour, fillOpacity: 0.6 }).addTo(map).bindPopup(name);
    points.push(point);
  }
  if (points.length) map.fitBounds(points, { padding: [30, 30], maxZoom: 15 });
  else map.setView([55.75, 37.62], 9);
}
