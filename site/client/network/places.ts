/** Shows which number of a packet's way belongs to which line of its list, where the reader points at one of the two. */

export function setUpPlaces(): void {
  for (const way of document.querySelectorAll('.way')) {
    const lines = [...way.querySelectorAll('li')];
    const numbers = [...way.querySelectorAll('text.nn')];
    way.addEventListener('pointerover', ({ target }) => {
      const at = target instanceof Element ? target : undefined;
      const number = at?.closest('g')?.querySelector('text.nn')?.textContent;
      const pointed = number === undefined ? lines.findIndex((line) => line.contains(at ?? null)) : Number(number) - 1;
      for (const [index, line] of lines.entries()) line.classList.toggle('here', index === pointed);
      for (const text of numbers) {
        text.closest('g')?.classList.toggle('here', text.textContent === String(pointed + 1));
      }
    });
    way.addEventListener('pointerleave', () => {
      for (const part of way.querySelectorAll('.here')) part.classList.remove('here');
    });
  }
}
