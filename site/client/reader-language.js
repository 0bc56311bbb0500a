// Chooses the language of the address, or the one that the reader chose last, or one of the browser's. The error page,
// of which a server may have only one, has each language in a template, and shows it. The site's root redirects to it.
{
  const { base, locales } = document.currentScript.dataset;
  const known = locales.split(' ');
  const languageOf = (tag) => tag.toLowerCase().split('-')[0];
  let last;
  try {
    last = localStorage.getItem('locale');
  } catch {
    // Storage is forbidden: the browser's languages decide.
  }
  const [inAddress] = location.pathname.slice(base.length).split('/');
  const spoken = navigator.languages.map((tag) => known.find((one) => languageOf(one) === languageOf(tag)));
  const locale = [inAddress, last].find((one) => known.includes(one)) ?? spoken.find(Boolean) ?? known[0];
  const template = document.querySelector(`template[data-locale="${locale}"]`);
  if (template) {
    document.documentElement.lang = template.lang;
    document.title = template.title;
    document.body.replaceChildren(template.content);
  } else {
    location.replace(`${base + locale}/`);
  }
}
