// A button that asks for another code rests after the last one: <button data-resend="60"
// data-resend-wait="Another code in %s s">. The server counts too; this only spares a refusal.

function rest(button) {
  const label = button.textContent;
  const until = performance.now() + Number(button.dataset.resend) * 1000;
  button.disabled = true;
  const tick = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left > 0) {
      button.textContent = button.dataset.resendWait.replace("%s", left);
      return;
    }
    clearInterval(timer);
    button.textContent = label;
    button.disabled = false;
  };
  const timer = setInterval(tick, 500);
  tick();
}

document.querySelectorAll("button[data-resend]").forEach(rest);
