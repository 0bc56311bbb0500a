// Runs before the first paint, so that no page flashes in the wrong colours. `data-theme` also tells
// the stylesheet that scripts run.
{
  let choice;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    // Storage is forbidden: follow the system.
  }
  const { dataset } = document.documentElement;
  dataset.theme = choice === 'light' || choice === 'dark' ? choice : 'auto';
  // The browser's bar has the colour of the chosen scheme, also after the button was pressed.
  const bars = [...document.querySelectorAll('[name=theme-color]')].map((meta) => [meta, meta.media]);
  const colour = () => {
    const { theme } = dataset;
    for (const [meta, own] of bars) meta.media = theme === 'auto' ? own : own.includes(theme) ? 'all' : 'not all';
  };
  colour();
  new MutationObserver(colour).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}
