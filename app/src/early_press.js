(() => {
  let pressed = null;
  const hold = (event) => {
    const button = event.target.closest('button');
    if (!button || button.popoverTargetElement || button.form?.hasAttribute('action')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = button;
  };
  addEventListener('click', hold, true);
  new MutationObserver((_, alive) => {
    alive.disconnect();
    removeEventListener('click', hold, true);
    setTimeout(() => pressed?.click());
  }).observe(document.documentElement, { attributeFilter: ['data-ready'] });
})();
