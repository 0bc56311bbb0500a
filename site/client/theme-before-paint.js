// Runs before the first paint, so that no page flashes in the wrong colours. `data-theme` also tells
// the stylesheet that scripts run.
{
  let choice;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    // Storage is forbidden: follow the system.
  }
  document.documentElement.dataset.theme = /^(light|dark)$/.test(choice) ? choice : 'auto';
}
