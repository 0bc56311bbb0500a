/** What pages can use without importing it, and what replaces Markdown's own elements. */
import Captured from './Captured.astro';
import Caution from './Caution.astro';
import Goal from './Goal.astro';
import Heading2 from './Heading2.astro';
import Heading3 from './Heading3.astro';
import Keys from './Keys.astro';
import Note from './Note.astro';
import Snippet from './Snippet.astro';
import Table from './Table.astro';
import Tip from './Tip.astro';

export const componentsInPages = {
  Captured,
  Caution,
  Goal,
  Keys,
  Note,
  Snippet,
  Tip,
  h2: Heading2,
  h3: Heading3,
  table: Table,
};
