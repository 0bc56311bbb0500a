/** Adds a style sheet that a script has brought along. The content security policy allows no new `<style>`. */
export function adoptStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
