// Says every fifteen seconds that the page is open; a lease lasts forty-five.
const EVERY = 15_000;

onmessage = ({ data: { url, csrf } }) => {
  const beat = () => fetch(url, {
    method: "POST", headers: { "X-CSRFToken": csrf }, credentials: "same-origin",
  }).catch(() => {});
  beat();
  setInterval(beat, EVERY);
};
